/* io.cnifp.engine.posix.Posix: what is done with descriptors. Each function returns a number, or minus an error number. */
#include <errno.h>
#include <fcntl.h>
#include <jni.h>
#include <linux/openat2.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { CHUNK = 64 * 1024, MOST_POLLED = 8 };

static jint result(long value) {
  return value < 0 ? -errno : (jint)value;
}

/* The length of what fits into one transfer. */
static size_t chunk(jint length) {
  return length < CHUNK ? (size_t)length : CHUNK;
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_openFile(JNIEnv *env, jclass type, jbyteArray path) {
  (void)type;
  /* A FIFO in the file's place does not block, and no link is followed that was not there when the path was resolved. */
  struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | O_NOFOLLOW,
                         .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
  jbyte *name = (*env)->GetByteArrayElements(env, path, NULL);
  if (name == NULL) {
    return -ENOMEM;
  }
  jint opened = result(syscall(SYS_openat2, AT_FDCWD, name, &how, sizeof how));
  (*env)->ReleaseByteArrayElements(env, path, name, JNI_ABORT);
  return opened;
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_readSome(JNIEnv *env, jclass type, jint descriptor, jbyteArray to,
                                                                 jint from, jint length) {
  (void)type;
  size_t most = chunk(length);
  jbyte *bytes = malloc(most > 0 ? most : 1);
  if (bytes == NULL) {
    return -ENOMEM;
  }
  jint count = result(read(descriptor, bytes, most));
  if (count > 0) {
    (*env)->SetByteArrayRegion(env, to, from, count, bytes);
  }
  free(bytes);
  return count;
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_writeSome(JNIEnv *env, jclass type, jint descriptor,
                                                                  jbyteArray bytes, jint from, jint length) {
  (void)type;
  size_t most = chunk(length);
  jbyte *copy = malloc(most > 0 ? most : 1);
  if (copy == NULL) {
    return -ENOMEM;
  }
  (*env)->GetByteArrayRegion(env, bytes, from, (jsize)most, copy);
  jint count = result(write(descriptor, copy, most));
  free(copy);
  return count;
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_closeDescriptor(JNIEnv *env, jclass type, jint descriptor) {
  (void)env;
  (void)type;
  return result(close(descriptor));
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_newEvent(JNIEnv *env, jclass type) {
  (void)env;
  (void)type;
  return result(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
}

JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_signalEvent(JNIEnv *env, jclass type, jint event) {
  (void)env;
  (void)type;
  return result(eventfd_write(event, 1));
}

/* The first is waited for until it takes bytes, the others until they give some; -1 is left out. Returns a bit for each
 * that is ready, and 8 bits higher one for each whose other end is closed. */
JNIEXPORT jint JNICALL Java_io_cnifp_engine_posix_Posix_awaitAny(JNIEnv *env, jclass type, jintArray descriptors,
                                                                 jint milliseconds) {
  (void)type;
  jint numbers[MOST_POLLED];
  struct pollfd waiting[MOST_POLLED];
  jsize count = (*env)->GetArrayLength(env, descriptors);
  if (count > MOST_POLLED) {
    return -EINVAL;
  }
  (*env)->GetIntArrayRegion(env, descriptors, 0, count, numbers);
  for (jsize i = 0; i < count; i++) {
    waiting[i] = (struct pollfd){numbers[i], i == 0 ? POLLOUT : POLLIN, 0};
  }
  jint ready = result(poll(waiting, (nfds_t)count, milliseconds));
  if (ready == -EINTR) {
    return 0;
  }
  if (ready > 0) {
    ready = 0;
    for (jsize i = 0; i < count; i++) {
      ready |= (waiting[i].revents & (POLLIN | POLLOUT)) != 0 ? 1 << i : 0;
      ready |= (waiting[i].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0 ? 1 << (i + 8) : 0;
    }
  }
  return ready;
}
