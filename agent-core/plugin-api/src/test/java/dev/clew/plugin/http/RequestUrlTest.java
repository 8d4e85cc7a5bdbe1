package dev.clew.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clew.plugin.spi.FamilySettings;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestUrlTest {

  private final UrlRedaction redaction =
      new UrlRedaction(FamilySettings.DEFAULT_REDACTED_QUERY_PARAMETERS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "- | http://h/ | http://h/ | h | 80",
        "- | HTTPS://h | HTTPS://h | h | 443",
        "- | ws://h/x | ws://h/x | h | -1",
        "- | http://h:/x | http://h:/x | h | 80",
        "- | http://[::1]:8080/x | http://[::1]:8080/x | ::1 | 8080",
        "- | http://[::1]/x | http://[::1]/x | ::1 | 80",
        "http://h:1 | /a?b#c | http://h:1/a?b#c | h | 1",
        "http://h:1/ | /a | http://h:1/a | h | 1",
        "http://h:1 | a | http://h:1/a | h | 1",
        "http://h:1 | ?q=http://x | http://h:1/?q=http://x | h | 1",
        "http://h:1 | http://other/ | http://other/ | other | 80",
        "http://h:1 | - | http://h:1 | h | 1",
        "- | /only/path | /only/path | - | -1",
        "- | - | - | - | -1",
        "- | http:/// | http:/// | - | -1",
        "- | http://h:99999/ | http://REDACTED | - | -1",
        "- | http://u:p@h/x | http://REDACTED:REDACTED@h/x | h | 80",
        "- | http://u@h:81/x | http://REDACTED:REDACTED@h:81/x | h | 81",
        "- | http://u:p@q@h/x | http://REDACTED:REDACTED@h/x | h | 80",
        "- | http://u:p/w@h/x | http://REDACTED | - | -1",
        "- | //u:p@h/x | //REDACTED:REDACTED@h/x | - | -1",
        "- | /x?to=http://u:p@h/ | /x?to=http://u:p@h/ | - | -1",
        "- | u:p@h/x | REDACTED:REDACTED@h/x | - | -1",
      })
  void of_table_isUnderstood(String base, String uri, String full, String host, int port) {
    RequestUrl url = RequestUrl.of(base, uri, redaction);

    assertThat(url.full).isEqualTo(full);
    assertThat(url.host).isEqualTo(host);
    assertThat(url.port).isEqualTo(port);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1&b=2 | a=1&b=2",
        "sig=abc | sig=REDACTED",
        "SIG=abc&a=1 | SIG=REDACTED&a=1",
        "color=blue&sig=x%26y&z=1 | color=blue&sig=REDACTED&z=1",
        "AWSAccessKeyId=A&Signature=B | AWSAccessKeyId=REDACTED&Signature=REDACTED",
        "X-Goog-Signature=abc | X-Goog-Signature=REDACTED",
        "password=a;b&x=1 | password=REDACTED&x=1",
        "a=1;token=t;x=2&y=3 | a=1;token=REDACTED&y=3",
        "%73ig=abc | %73ig=REDACTED",
        "s%49g=abc | s%49g=REDACTED",
        "signature2=abc | signature2=abc",
        "mysig=abc | mysig=abc",
        "sig | sig",
        "sig= | sig=REDACTED",
        "sig&token=x | sig&token=REDACTED",
        "a=?token=x | a=?token=REDACTED",
        "api_key=k=v | api_key=REDACTED",
        "& | &",
      })
  void query_table_isRedacted(String query, String expected) {
    assertThat(redaction.query(query)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/b | /a/b",
        "/a;jsessionid=ABC/b | /a;jsessionid=REDACTED/b",
        "/a;v=1;token=x?sig=y#access_token=z&k=1 | "
            + "/a;v=1;token=REDACTED?sig=REDACTED#access_token=REDACTED&k=1",
        "/cb#access_token=a | /cb#access_token=REDACTED",
        "/a&sig=b | /a&sig=b",
      })
  void path_table_isRedacted(String path, String expected) {
    assertThat(redaction.path(path)).isEqualTo(expected);
  }

  @Test
  void redaction_nothingToRedact_returnsTheSameString() {
    String query = new String("page=1&size=20");

    assertThat(redaction.query(query)).isSameAs(query);
  }

  @Test
  void redaction_namesAllEncoded_areFound() {
    StringBuilder name = new StringBuilder();
    for (char c : "x-amz-security-token".toCharArray()) {
      name.append('%').append(Integer.toHexString(c));
    }

    assertThat(redaction.query(name + "=abc")).isEqualTo(name + "=REDACTED");
  }

  @Test
  void redaction_withoutList_keepsAllParameters() {
    UrlRedaction none = new UrlRedaction(java.util.List.of());

    assertThat(none.query("sig=1")).isEqualTo("sig=1");
  }

  @Test
  void of_veryLongUrl_isCut() {
    RequestUrl url = RequestUrl.of(null, "http://h/" + "a".repeat(100_000), redaction);

    assertThat(url.full).hasSize(RequestUrl.MAX_LENGTH);
    assertThat(url.host).isEqualTo("h");
  }

  @Test
  void of_randomText_neverThrowsAndNeverShowsSecret() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String[] parts = {
      "http", "://", ":", "/", "?", "#", "&", ";", "=", "@", "[", "]", "%", "%4", "%41", "h", "80",
      "sig", "token", "é", " ", "\\", "\n", "\0", "\uD83D"
    };
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int k = random.nextInt(12); k > 0; k--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      String url = text + "&sig=S3CRET" + (random.nextBoolean() ? "&" + text : "");
      String full = RequestUrl.of("http://b", "http://h/?" + url, redaction).full;
      assertThat(full).as("seed %s: %s", seed, url).doesNotContain("S3CRET");
      RequestUrl.of(text.toString(), text.toString(), redaction);
      RequestUrl.of(null, text.toString(), redaction);
      assertThat(redaction.query(redaction.query(url)))
          .as("seed %s: %s", seed, url)
          .isEqualTo(redaction.query(url));
    }
  }
}
