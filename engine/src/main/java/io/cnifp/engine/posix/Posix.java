package io.cnifp.engine.posix;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Functions of the operating system. A descriptor is a number that {@link #close} frees. Safe for
 * use by several threads.
 */
public final class Posix {
  private static final int CLOSED_SHIFT = 8;

  private final Charset encoding;

  private Posix(Charset encoding) {
    this.encoding = encoding;
  }

  /**
   * Loads the library of an installation; returns nothing if it has none that this system can load.
   *
   * @param home the directory of the installation
   * @param encoding that of paths, arguments and variables: the one that the JDK uses
   */
  public static Optional<Posix> of(Path home, Charset encoding) {
    return load(home.resolve("runtime/lib/libcnifp.so"), encoding);
  }

  /** Loads the library; returns nothing if this system cannot. */
  @SuppressWarnings("restricted")
  public static Optional<Posix> load(Path library, Charset encoding) {
    try {
      System.load(library.toString());
      return Optional.of(new Posix(encoding));
    } catch (UnsatisfiedLinkError e) {
      return Optional.empty();
    }
  }

  /**
   * What {@link #await} has found.
   *
   * @param ready a bit for each descriptor that gives or takes bytes
   * @param closed a bit for each whose other end is closed
   */
  public record Readiness(int ready, int closed) {
    /** Returns whether a descriptor gives or takes bytes. */
    public boolean isReady(int index) {
      return (ready >> index & 1) != 0;
    }

    /** Returns whether the other end of a descriptor is closed; there may be bytes left. */
    public boolean isClosed(int index) {
      return (closed >> index & 1) != 0;
    }

    /** Returns whether anything is to be done about a descriptor. */
    public boolean concerns(int index) {
      return isReady(index) || isClosed(index);
    }
  }

  /**
   * Opens a file for reading, without blocking and without following any link.
   *
   * @throws IOException if it cannot be opened so, also because the kernel is older than Linux 5.6
   */
  public int open(Path path) throws IOException {
    return require(openFile(terminated(path.toString())), "open");
  }

  /** Reads what there is, at least one byte; returns how many, 0 at the end. */
  public int read(int descriptor, byte[] to, int from, int length) throws IOException {
    return require(readSome(descriptor, to, from, length), "read");
  }

  /** Writes what is taken; returns how many bytes. */
  public int write(int descriptor, byte[] bytes, int from, int length) throws IOException {
    return require(writeSome(descriptor, bytes, from, length), "write");
  }

  /** Closes a descriptor; must be called once. */
  public void close(int descriptor) {
    int _ = closeDescriptor(descriptor);
  }

  /** Returns a descriptor that gives bytes as soon as {@link #set} was called. */
  public int event() throws IOException {
    return require(newEvent(), "eventfd");
  }

  /** Sets an event. */
  public void set(int event) throws IOException {
    int _ = require(signalEvent(event), "write");
  }

  /**
   * Waits until one of some descriptors is ready: the first until it takes bytes, the others until
   * they give some.
   *
   * @param descriptors at most eight; those that are negative are left out
   * @param milliseconds how long at most; negative: without a limit
   */
  public Readiness await(int[] descriptors, int milliseconds) throws IOException {
    int found = require(awaitAny(descriptors, milliseconds), "poll");
    return new Readiness(found & (1 << CLOSED_SHIFT) - 1, found >> CLOSED_SHIFT);
  }

  /**
   * Starts an executable as a child of this process.
   *
   * @param command its path and arguments
   * @param environment its environment, a NUL after each variable
   * @throws IOException if it cannot be started
   */
  public Child start(List<String> command, byte[] environment) throws IOException {
    ByteArrayOutputStream arguments = new ByteArrayOutputStream();
    for (String argument : command) {
      arguments.writeBytes(terminated(argument));
    }
    int[] ends = new int[4];
    int process =
        require(startChild(arguments.toByteArray(), environment, ends), "start " + command.get(0));
    return new Child(process, ends[0], ends[1], ends[2], ends[3]);
  }

  /**
   * A child of this process.
   *
   * @param process its id
   * @param input where its standard input is written to, which never blocks
   * @param output where its standard output is read from
   * @param errors where its standard error is read from
   * @param handle a descriptor that is ready as soon as it has ended; -1 before Linux 5.3
   */
  public record Child(int process, int input, int output, int errors, int handle) {}

  /**
   * Returns the exit status of a child, or 128 and the number of the signal that has ended it; -1
   * while it runs. Its id is free after that.
   *
   * @throws IllegalStateException if it is no child, or was reaped before
   */
  public int reap(int process) {
    int status = reapChild(process);
    if (status < -1) {
      throw new IllegalStateException("process " + process + " is no child of this one");
    }
    return status;
  }

  /** Sends a signal to a child that was not reaped. */
  public void signal(int process, int signal) {
    int _ = signalChild(process, signal);
  }

  /** Returns the encoding of paths, arguments and variables. */
  public Charset encoding() {
    return encoding;
  }

  /** Returns the variables of this process as it has got them, a NUL after each. */
  public byte[] environment() {
    return ownEnvironment();
  }

  private static int require(int result, String function) throws IOException {
    if (result < 0) {
      throw new PosixException(-result, "cannot " + function + ": " + describe(-result));
    }
    return result;
  }

  private byte[] terminated(String text) {
    return (text + "\0").getBytes(encoding);
  }

  private static native int openFile(byte[] path);

  private static native int readSome(int descriptor, byte[] to, int from, int length);

  private static native int writeSome(int descriptor, byte[] bytes, int from, int length);

  private static native int closeDescriptor(int descriptor);

  private static native int newEvent();

  private static native int signalEvent(int event);

  private static native int awaitAny(int[] descriptors, int milliseconds);

  private static native int startChild(byte[] command, byte[] environment, int[] ends);

  private static native int reapChild(int process);

  private static native int signalChild(int process, int signal);

  private static native byte[] ownEnvironment();

  private static native String describe(int error);
}
