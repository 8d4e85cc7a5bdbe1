package dev.clew.exporter.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

  private static final int MAX_BODY = 100;

  @Test
  void read_lengthGiven_takesExactlyThatMuch() throws IOException {
    HttpReply reply =
        reader("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX-Y:  z \r\n\r\nabcHTTP").read();
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).asString().isEqualTo("abc");
    assertThat(reply.header("x-y")).isEqualTo("z");
    assertThat(reply.header("X-Z")).isNull();
  }

  @Test
  void read_chunks_areJoinedAndTrailersSkipped() throws IOException {
    String chunked =
        "HTTP/1.1 200\nTransfer-Encoding: chunked\n\n3;x=y\r\nabc\r\nA\n0123456789\n0\nTrailer: t\n\n";
    ReplyReader reader = reader(chunked);
    assertThat(reader.read().body()).asString().isEqualTo("abc0123456789");
    assertThat(reader.connectionReusable()).isTrue();
  }

  @Test
  void read_noLength_readsToTheEndAndClosesAfterwards() throws IOException {
    ReplyReader reader = reader("HTTP/1.1 200 OK\r\n\r\nabc");
    assertThat(reader.read().body()).asString().isEqualTo("abc");
    assertThat(reader.connectionReusable()).isFalse();
  }

  @Test
  void read_interimAnswers_areSkipped() throws IOException {
    String two =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n";
    ReplyReader reader = reader(two);
    assertThat(reader.read().status()).isEqualTo(204);
    assertThat(reader.connectionReusable()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1, '', true",
    "HTTP/1.1, 'Connection: Close', false",
    "HTTP/1.0, '', false",
    "HTTP/1.0, 'Connection: keep-alive', true"
  })
  void read_connectionHeader_decidesWhetherItIsKept(String version, String header, boolean kept)
      throws IOException {
    String line = header.isEmpty() ? "" : header + "\r\n";
    ReplyReader reader = reader(version + " 200 OK\r\n" + line + "Content-Length: 0\r\n\r\n");
    reader.read();
    assertThat(reader.connectionReusable()).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 2x0 OK\r\n\r\n",
        "HTTP/1.1 2000 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n"
      })
  void read_notAcceptable_isAFault(String bytes) {
    assertThatThrownBy(() -> reader(bytes).read()).isInstanceOf(HttpFault.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK",
        "HTTP/1.1 200 OK\r\nA: b\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabc"
      })
  void read_endsEarly_isAnEndOfFile(String bytes) {
    ReplyReader reader = reader(bytes);
    assertThatThrownBy(reader::read).isInstanceOf(EOFException.class);
    assertThat(reader.hasBegun()).isEqualTo(!bytes.isEmpty());
  }

  @Test
  void read_moreThanTheLimits_isAFault() {
    String ok = "HTTP/1.1 200 OK\r\n";
    assertThatThrownBy(() -> reader(ok + "\r\n" + "x".repeat(MAX_BODY + 1)).read())
        .isInstanceOf(HttpFault.class);
    assertThatThrownBy(() -> reader(ok + "A: b\r\n".repeat(101) + "\r\n").read())
        .isInstanceOf(HttpFault.class);
    assertThatThrownBy(() -> reader(ok + "A: " + "b".repeat(9000) + "\r\n\r\n").read())
        .isInstanceOf(HttpFault.class);
  }

  @Test
  void read_mutatedAnswers_endInAReplyOrAnIoException() {
    long seed = Long.getLong("clew.test.seed", new Random().nextLong());
    System.out.println("ReplyReaderTest: repeat with -Dclew.test.seed=" + seed);
    Random random = new Random(seed);
    byte[] valid =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nA: b\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < 20_000; i++) {
      byte[] mutated = valid.clone();
      for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(128);
      }
      try {
        assertThat(
                new ReplyReader(new ByteArrayInputStream(mutated), MAX_BODY).read().body().length)
            .isLessThanOrEqualTo(MAX_BODY);
      } catch (IOException e) {
        assertThat(e).as("seed %s", seed).isInstanceOfAny(HttpFault.class, EOFException.class);
      }
    }
  }

  private static ReplyReader reader(String bytes) {
    return new ReplyReader(
        new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)), MAX_BODY);
  }
}
