package io.cnifp.delegates;

import static org.assertj.core.api.Assertions.assertThat;

import io.cnifp.api.CniCommand;
import io.cnifp.api.CniResponse;
import io.cnifp.api.spi.Delegate;
import io.cnifp.api.spi.DelegateProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInDelegatesTests {

  static Stream<Arguments> executables() {
    return Stream.of(
        Arguments.of("bridge", new BridgeDelegate()),
        Arguments.of("ptp", new PtpDelegate()),
        Arguments.of("macvlan", new MacvlanDelegate()),
        Arguments.of("executable", new ExecutableDelegate()));
  }

  @ParameterizedTest
  @MethodSource("executables")
  void thoseOfAnExecutableRunTheOneThatTheCallNames(String name, DelegateProvider provider)
      throws Exception {
    assertThat(provider.name()).isEqualTo(name);
    assertThat(provider.description().orElseThrow()).startsWith("runs the CNI executable");
    assertThat(provider.create(new FakeContext("calico"))).isInstanceOf(CniExecutable.class);
  }

  @Nested
  class None {
    private final Delegate none = new NoneDelegate().create(new FakeContext("none"));

    @Test
    void handsOnThePrevResult() throws Exception {
      Call add = Call.of(CniCommand.ADD).withMember("prevResult", "{\"ips\": []}");
      assertThat(none.invoke(add)).isEqualTo(CniResponse.success("{\"ips\": []}"));
    }

    @Test
    void failsAnAddThatHasNone() throws Exception {
      assertThat(none.invoke(Call.of(CniCommand.ADD)))
          .isEqualTo(
              CniResponse.failure(
                  7,
                  "the delegate \"none\" hands on prevResult, but the configuration has none: put"
                      + " the plugin behind another one in the chain"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "[]", "5", "true"})
    void failsAnAddWhosePrevResultIsNoObject(String value) throws Exception {
      Call add = Call.of(CniCommand.ADD).withMember("prevResult", value);
      assertThat(none.invoke(add))
          .isEqualTo(
              CniResponse.failure(
                  7,
                  "the delegate \"none\" hands on the key prevResult of the configuration, which"
                      + " isn't a JSON object"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADD")
    void answersOtherCommandsWithNothing(CniCommand command) throws Exception {
      Call call = Call.of(command).withMember("prevResult", "{}");
      assertThat(none.invoke(call)).isEqualTo(CniResponse.success(""));
    }
  }

  @Nested
  class Fixed {
    private final Delegate fixed = new FixedDelegate().create(new FakeContext("fixed"));

    @Test
    void answersTheResultOfTheConfiguration() throws Exception {
      Call add = Call.of(CniCommand.ADD).withMember("result", "{\"ips\": [1]}");
      assertThat(fixed.invoke(add)).isEqualTo(CniResponse.success("{\"ips\": [1]}"));
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
                    .startsWith("the delegate \"fixed\" answers the key result");
              });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"x\"", "[]", "5", "true"})
    void failsAnAddWhoseResultIsNoObject(String value) throws Exception {
      Call add = Call.of(CniCommand.ADD).withMember("result", value);
      assertThat(fixed.invoke(add))
          .isEqualTo(
              CniResponse.failure(
                  7,
                  "the delegate \"fixed\" answers the key result of the configuration, which"
                      + " isn't a JSON object"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ADD")
    void answersOtherCommandsWithNothing(CniCommand command) throws Exception {
      Call call = Call.of(command).withMember("result", "{}");
      assertThat(fixed.invoke(call)).isEqualTo(CniResponse.success(""));
    }
  }
}
