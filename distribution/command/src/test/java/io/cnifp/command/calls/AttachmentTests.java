package io.cnifp.command.calls;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("an attachment")
class AttachmentTests {
  @Test
  void hasNamesThatLibcniAccepts() {
    assertThatCode(() -> new Attachment("my.net_1", "c-1", "eth0").requireValid())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, c, eth0, the network's name 'a/b'", "a b, c, eth0, the network's name 'a b'",
    "n, a/b, eth0, the container ID 'a/b'", "n, .c, eth0, the container ID '.c'",
    "n, '', eth0, the container ID ''", "n, c, '', the interface's name ''",
    "n, c, .., the interface's name '..'", "n, c, a/b, the interface's name 'a/b'",
    "n, c, a:b, the interface's name 'a:b'",
        "n, c, eth0toolongname1, the interface's name 'eth0toolongname1'"
  })
  void isRefusedBeforeAPluginRuns(String network, String container, String ifname, String what) {
    assertThatThrownBy(() -> new Attachment(network, container, ifname).requireValid())
        .hasMessage(what + " is not valid in CNI");
  }
}
