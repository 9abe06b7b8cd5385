/* io.cnifp.engine.posix.Posix: the variables of this process, byte for byte. */
#include <jni.h>
#include <string.h>
#include <unistd.h>

JNIEXPORT jbyteArray JNICALL Java_io_cnifp_engine_posix_Posix_ownEnvironment(JNIEnv *env, jclass type) {
  (void)type;
  jsize length = 0;
  for (char *const *variable = environ; *variable != NULL; variable++) {
    length += (jsize)strlen(*variable) + 1;
  }
  jbyteArray all = (*env)->NewByteArray(env, length);
  jsize at = 0;
  for (char *const *variable = environ; all != NULL && *variable != NULL; variable++) {
    jsize size = (jsize)strlen(*variable) + 1;
    (*env)->SetByteArrayRegion(env, all, at, size, (const jbyte *)*variable);
    at += size;
  }
  return all;
}
