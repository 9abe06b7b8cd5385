#include "check.h"

int main(void) {
  test_text();
  test_json();
  test_cni_error();
  test_environment();
  test_image_list();
  test_executable();
  test_process_state();
  test_record();
  test_engine_frame();
  test_delegate_run();
  return 0;
}
