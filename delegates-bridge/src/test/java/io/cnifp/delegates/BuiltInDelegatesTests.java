package io.cnifp.delegates;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniRequest;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInDelegatesTests {

  static Stream<DelegateProvider> ofCniPlugins() {
    return Stream.of(
        new BridgeDelegateProvider(),
        new PtpDelegateProvider(),
        new MacvlanDelegateProvider(),
        new ExecutableDelegateProvider());
  }

  @ParameterizedTest
  @MethodSource("ofCniPlugins")
  void thoseOfACniPluginRunTheOneThatTheCallNames(DelegateProvider provider) {
    assertThat(provider.create(new FakeContext("calico"))).isInstanceOf(CniPluginDelegate.class);
  }

  @Nested
  class None {
    private final Delegate none = new NoneDelegateProvider().create(new FakeContext("none"));

    @Test
    void passesPrevResultOn() throws Exception {
      CniRequest add = Call.of(CniCommand.ADD, "prevResult", "{\"ips\":[]}");
      assertThat(none.invoke(add)).isEqualTo(CniResponse.success("{\"ips\":[]}"));
    }

    @Test
    void failsAnAddThatHasNone() throws Exception {
      assertThat(none.invoke(Call.of(CniCommand.ADD)))
          .isEqualTo(
              CniResponse.failure(
                  7,
                  "the delegate \"none\" passes on prevResult, but the configuration has none: put"
                      + " the plugin after another one in the chain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "[]", "5", "true"})
    void failsAnAddWhosePrevResultIsNoObject(String value) throws Exception {
      CniRequest add = Call.of(CniCommand.ADD, "prevResult", value);
      assertThat(none.invoke(add))
          .isEqualTo(
              CniResponse.failure(
                  7,
                  "the delegate \"none\" passes on the key prevResult of the configuration, which"
                      + " is not a JSON object"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADD")
    void answersOtherCommandsWithNothing(CniCommand command) throws Exception {
      CniRequest call = Call.of(command, "prevResult", "{}");
      assertThat(none.invoke(call)).isEqualTo(CniResponse.success(""));
    }
  }

  @Nested
  class Fixed {
    private final Delegate fixed = new FixedDelegateProvider().create(new FakeContext("fixed"));

    @Test
    void answersTheResultOfTheConfiguration() throws Exception {
      CniRequest add = Call.of(CniCommand.ADD, "result", "{\"ips\":[1]}");
      assertThat(fixed.invoke(add)).isEqualTo(CniResponse.success("{\"ips\":[1]}"));
    }

    @Test
    void failsAnAddThatHasNone() throws Exception {
      CniResponse response = fixed.invoke(Call.of(CniCommand.ADD));
      assertThat(response)
          .isInstanceOfSatisfying(
              CniResponse.Failure.class,
              failure -> {
                assertThat(failure.error().code()).isEqualTo(7);
                assertThat(failure.error().message())
                    .startsWith("the delegate \"fixed\" returns the key result");
              });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "[]", "5", "true"})
    void failsAnAddWhoseResultIsNoObject(String value) throws Exception {
      CniRequest add = Call.of(CniCommand.ADD, "result", value);
      assertThat(fixed.invoke(add))
          .isEqualTo(
              CniResponse.failure(
                  7,
                  "the delegate \"fixed\" returns the key result of the configuration, which"
                      + " is not a JSON object"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADD")
    void answersOtherCommandsWithNothing(CniCommand command) throws Exception {
      CniRequest call = Call.of(command, "result", "{}");
      assertThat(fixed.invoke(call)).isEqualTo(CniResponse.success(""));
    }
  }
}
