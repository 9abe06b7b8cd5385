package io.cnifp.engine.failpoint;

import java.util.Optional;

/**
 * A condition of a term or a part of its state.
 *
 * @param key what is looked at
 * @param negated whether it says {@code !=}
 * @param source the value as it is printed
 * @param value what the value means: a glob, or a number in decimal digits
 */
public record Filter(Key key, boolean negated, String source, String value) {

  /** The filters that there are. */
  public enum Key {
    /** Glob on {@code K8S_POD_NAME}. */
    POD("pod", false),
    /** Glob on {@code K8S_POD_NAMESPACE}. */
    NAMESPACE("namespace", false),
    /** Glob on {@code CNI_CONTAINERID}. */
    CONTAINER("container", false),
    /** Glob on {@code CNI_IFNAME}. */
    IFNAME("ifname", false),
    /** Glob on the network's name. */
    NETWORK("network", false),
    /** How many calls are still passed over. */
    SKIP("skip", true),
    /** Fires on every so-manieth call. */
    EVERY("every", true),
    /** State of {@link #EVERY}: calls since it last fired. */
    PHASE("phase", true),
    /** Makes draws reproducible. */
    SEED("seed", true),
    /** State of {@link #SEED}: draws made so far. */
    DRAWS("draws", true);

    private final String word;
    private final boolean number;

    Key(String word, boolean number) {
      this.word = word;
      this.number = number;
    }

    /** Whether the value is a whole number and not a glob. */
    public boolean isNumber() {
      return number;
    }

    /** The key as it stands in a failpoint. */
    public String word() {
      return word;
    }

    /** Whether the value is written by evaluations rather than by people. */
    public boolean isState() {
      return this == PHASE || this == DRAWS;
    }

    /** The filter of a word, if there is one. */
    public static Optional<Key> of(String word) {
      for (Key key : values()) {
        if (key.word.equals(word)) {
          return Optional.of(key);
        }
      }
      return Optional.empty();
    }
  }

  /** Creates a counter's filter. */
  static Filter number(Key key, long value) {
    String digits = Long.toString(value);
    return new Filter(key, false, digits, digits);
  }

  /** The value of a counter. */
  public long number() {
    return Long.parseLong(value);
  }

  void print(StringBuilder text) {
    text.append(key.word()).append(negated ? "!=" : "=").append(source);
  }
}
