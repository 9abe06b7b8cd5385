package io.cnifp.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniError;
import io.cnifp.api.CniResponse;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseWriterTests {
  private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
  private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

  private int write(CniResponse response) throws IOException {
    // Buffered, so that only what is flushed is seen.
    return ResponseWriter.write(
        new Reply(response, "1.0.0"),
        new BufferedOutputStream(stdout),
        new BufferedOutputStream(stderr));
  }

  @Test
  void aSuccessIsItsBytesAndStatus0() throws IOException {
    byte[] bytes = {'{', (byte) 0xFF, 0, '}'};
    assertThat(write(new CniResponse.Success(bytes))).isZero();
    assertThat(stdout.toByteArray()).isEqualTo(bytes);
    assertThat(stderr.size()).isZero();
  }

  @Test
  void aFailureIsAnErrorInJsonAndStatus1() throws IOException {
    CniError error = new CniError(11, "try \"again\"\né", "later");
    assertThat(write(new CniResponse.Failure(error))).isEqualTo(1);
    assertThat(stdout.toString(UTF_8))
        .isEqualTo(
            """
            {
                "cniVersion": "1.0.0",
                "code": 11,
                "msg": "try \\"again\\"\\né",
                "details": "later"
            }
            """);
    assertThat(stderr.size()).isZero();
  }

  @Test
  void detailsAreLeftOutIfThereAreNone() throws IOException {
    write(CniResponse.failure(999, ""));
    assertThat(stdout.toString(UTF_8))
        .isEqualTo("{\n    \"cniVersion\": \"1.0.0\",\n    \"code\": 999,\n    \"msg\": \"\"\n}\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void anExitIsItsStatusAndALineOnStandardError(int status) throws IOException {
    assertThat(write(new CniResponse.Exit(status, "panic: é"))).isEqualTo(status);
    assertThat(stdout.size()).isZero();
    assertThat(stderr.toString(UTF_8)).isEqualTo("panic: é\n");
  }

  @Test
  void anExitWithoutDiagnosticsSaysNothing() throws IOException {
    assertThat(write(new CniResponse.Exit(3, ""))).isEqualTo(3);
    assertThat(stderr.size()).isZero();
  }

  @Test
  void whatOnlyAProcessCanDoIsStatus1() throws IOException {
    assertThat(write(new CniResponse.Signal("KILL"))).isEqualTo(1);
    assertThat(write(new CniResponse.Hang())).isEqualTo(1);
    assertThat(stdout.size() + stderr.size()).isZero();
  }

  @Test
  void theVersionsAreThoseOfTheReference() {
    assertThat(ResponseWriter.versions())
        .isEqualTo(
            "{\"cniVersion\":\"1.1.0\",\"supportedVersions\":[\"0.1.0\",\"0.2.0\",\"0.3.0\","
                + "\"0.3.1\",\"0.4.0\",\"1.0.0\",\"1.1.0\"]}\n");
  }

  @Test
  void aboutIsWhatTheReferenceSaysOfItself() {
    assertThat(ResponseWriter.about("ptp"))
        .isEqualTo(
            "ptp with failpoint support\n"
                + "CNI protocol versions supported: 0.1.0, 0.2.0, 0.3.0, 0.3.1, 0.4.0, 1.0.0,"
                + " 1.1.0");
  }
}
