package io.cnifp.actions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.cnifp.api.CniError;
import io.cnifp.api.CniException;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.ActionArguments;
import io.cnifp.api.spi.FailpointActionProvider;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The actions that let the call continue once and change its reply. */
class ReplyActionsTests {
  private final RecordedCall call = new RecordedCall();

  @AfterEach
  void continuesOnce() {
    assertThat(call.events()).isIn(List.of(), List.of("proceed"));
  }

  private CniResponse changed(String reply, FailpointActionProvider action, String raw)
      throws InterruptedException {
    CniResponse response = call.answering(CniResponse.success(reply)).through(action, raw);
    assertThat(call.events()).containsExactly("proceed");
    return response;
  }

  static Stream<Arguments> repliesThatAreNoSuccess() {
    List<CniResponse> replies =
        List.of(
            CniResponse.failure(11, "try again"),
            new CniResponse.Exit(2, "panic: x"),
            new CniResponse.Exit(0, "", "{}"),
            new CniResponse.Signal("KILL"),
            new CniResponse.Hang());
    Map<FailpointActionProvider, String> actions =
        Map.of(
            new TruncateActionProvider(),
            "0",
            new AppendActionProvider(),
            "x",
            new PrependActionProvider(),
            "x",
            new PatchActionProvider(),
            "{\"a\":1}");
    return replies.stream()
        .flatMap(reply ->
            actions.entrySet().stream().map(a -> Arguments.of(a.getKey(), a.getValue(), reply)));
  }

  @ParameterizedTest
  @MethodSource("repliesThatAreNoSuccess")
  void leaveAReplyThatIsNoSuccess(FailpointActionProvider action, String raw, CniResponse reply)
      throws Exception {
    assertThat(call.answering(reply).through(action, raw)).isSameAs(reply);
    assertThat(call.events()).containsExactly("proceed");
  }

  @Nested
  class Truncate {
    @ParameterizedTest
    @CsvSource({
      "0,''",
      "1,{",
      "10,'{\"cniVersi'",
      "9223372036854775807,'{\"cniVersion\":\"1.0.0\"}'",
      "22,'{\"cniVersion\":\"1.0.0\"}'"
    })
    void leavesTheFirstBytes(String bytes, String left) throws Exception {
      assertThat(changed("{\"cniVersion\":\"1.0.0\"}", new TruncateActionProvider(), bytes))
          .isEqualTo(CniResponse.success(left));
    }

    @Test
    void cutsThroughCharacters() throws Exception {
      assertThat(changed("é", new TruncateActionProvider(), "1"))
          .isEqualTo(new CniResponse.Success(new byte[] {"é".getBytes(UTF_8)[0]}));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "x", "1.5", "9223372036854775808"})
    void refusesWhatIsNoNumberOfBytes(String raw) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              new TruncateActionProvider().create(ActionArguments.raw(raw), RecordedCall.ALONE))
          .withMessageStartingWith("takes a whole number from 0, not ");
    }
  }

  @Nested
  class Append {
    @Test
    void printsItsTextAfterTheReply() throws Exception {
      assertThat(changed("{}", new AppendActionProvider(), " é"))
          .isEqualTo(CniResponse.success("{} é"));
      assertThat(new RecordedCall().through(new AppendActionProvider(), "text", "\n"))
          .isEqualTo(CniResponse.success(RecordedCall.RESULT + "\n"));
    }

    @Test
    void keepsEveryByteOfTheReply() throws Exception {
      byte[] output = {(byte) 0xFF, 0, (byte) 0xC3};
      call.answering(new CniResponse.Success(output));
      assertThat(call.through(new AppendActionProvider(), "x"))
          .isEqualTo(new CniResponse.Success(new byte[] {(byte) 0xFF, 0, (byte) 0xC3, 'x'}));
    }

    @Test
    void needsAText() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new AppendActionProvider().create(ActionArguments.none(), RecordedCall.ALONE))
          .withMessage("needs text=..., a text");
    }
  }

  @Nested
  class Prepend {
    @Test
    void printsItsTextBeforeTheReply() throws Exception {
      assertThat(changed("{}", new PrependActionProvider(), "é "))
          .isEqualTo(CniResponse.success("é {}"));
      assertThat(new RecordedCall().through(new PrependActionProvider(), "text", "\n"))
          .isEqualTo(CniResponse.success("\n" + RecordedCall.RESULT));
    }

    @Test
    void keepsEveryByteOfTheReply() throws Exception {
      call.answering(new CniResponse.Success(new byte[] {(byte) 0xFF, 0}));
      assertThat(call.through(new PrependActionProvider(), "x"))
          .isEqualTo(new CniResponse.Success(new byte[] {'x', (byte) 0xFF, 0}));
    }

    @Test
    void needsAText() {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new PrependActionProvider().create(ActionArguments.none(), RecordedCall.ALONE))
          .withMessage("needs text=..., a text");
    }
  }

  @Nested
  class Patch {
    @Test
    void appliesTheOperationsOfAList() throws Exception {
      String operations =
          "[{\"op\":\"replace\",\"path\":\"/ips/0/address\",\"value\":\"nonsense\"},"
              + "{\"op\":\"add\",\"path\":\"/ips/-\",\"value\":{}}]";
      assertThat(
              changed(
                  "{\"ips\":[{\"address\":\"1.1.1.1/8\"}]}", new PatchActionProvider(), operations))
          .isEqualTo(CniResponse.success("{\"ips\":[{\"address\":\"nonsense\"},{}]}"));
    }

    @Test
    void failsTheCallIfAnOperationCannotBeApplied() {
      call.answering(CniResponse.success("{\"ips\":[]}"));
      String operations =
          "[{\"op\":\"test\",\"path\":\"/ips\",\"value\":[]},{\"op\":\"remove\",\"path\":\"/ips/0\"}]";
      assertThatExceptionOfType(CniException.class)
          .isThrownBy(() -> call.through(new PatchActionProvider(), operations))
          .withMessage(
              "the patch cannot be applied: operation 2 (remove \"/ips/0\"): there is no such"
                  + " value")
          .extracting(e -> e.error().code())
          .isEqualTo((long) CniError.INTERNAL);
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "{\"ips\":[1],\"dns\":{}}|{\"ips\":[]}|{\"ips\":[],\"dns\":{}}",
          "{\"ips\":[1],\"dns\":{}}|{\"ips\":null}|{\"dns\":{}}",
          "{ \"a\" : { \"b\" : 1.0 } }|{\"a\":{\"c\":2}}|{\"a\":{\"b\":1.0,\"c\":2}}",
          "{}|{}|{}",
        })
    void mergesIntoTheResult(String reply, String patch, String result) throws Exception {
      assertThat(changed(reply, new PatchActionProvider(), patch))
          .isEqualTo(CniResponse.success(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "{} {}", "{"})
    void leavesAReplyThatIsNoJson(String reply) throws Exception {
      assertThat(changed(reply, new PatchActionProvider(), "{\"a\":1}"))
          .isEqualTo(CniResponse.success(reply));
    }

    @Test
    void takesJsonByName() throws Exception {
      call.answering(CniResponse.success("{}"));
      assertThat(call.through(new PatchActionProvider(), "json", "{\"a\":\")\"}"))
          .isEqualTo(CniResponse.success("{\"a\":\")\"}"));
    }

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "[]|needs a JSON object or a list of operations: at least one operation was expected at"
              + " line 1, column 1",
          "1|needs a JSON object or a list of operations: a JSON object was expected at line 1,"
              + " column 1",
          "[{\"op\":\"ad\"}]|needs a JSON object or a list of operations: one of add, remove,"
              + " replace, move, copy, test was expected at line 1, column 8",
          "{|json must be JSON (a member's name in quotes was expected at line 1, column 2), not"
              + " \"{\"",
        })
    void refusesWhatIsNoPatch(String raw, String message) {
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new PatchActionProvider().create(ActionArguments.raw(raw), RecordedCall.ALONE))
          .withMessage(message);
      assertThatIllegalArgumentException()
          .isThrownBy(
              () -> new PatchActionProvider().create(ActionArguments.none(), RecordedCall.ALONE))
          .withMessage("needs json=..., JSON");
    }
  }
}
