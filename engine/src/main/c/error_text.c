/* io.cnifp.engine.posix.Posix: what an error number means. */
#include <jni.h>
#include <string.h>

JNIEXPORT jstring JNICALL Java_io_cnifp_engine_posix_Posix_describe(JNIEnv *env, jclass type, jint error) {
  (void)type;
  char text[128] = "";
  return (*env)->NewStringUTF(env, strerror_r(error, text, sizeof text));
}
