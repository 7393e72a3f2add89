using System.Text;
using System.Text.RegularExpressions;

namespace Rhodes.Cli.Tests.Live;

/// <summary>Servers that answer badly, late, or not as Rhodes does.</summary>
public sealed partial class OddServerTests
{
    private const string Me = """{"site":"odd","tenant":"house","user":"owner","role":"owner","key":"k","engine":"e","hardware_is_simulated":false,"version":"9.9","now":"2026-01-01T00:00:00Z","more":1}""";
    private const string Refused = """{"code":"CODE","detail":"a sentence"}""";

    [Theory]
    [InlineData(69, "ADDRESS: a sentence", "500 No", Refused)]
    [InlineData(69, "ADDRESS: a sentence", "503 No", Refused)]
    [InlineData(1, "a sentence", "403 No", Refused)]
    [InlineData(1, "a sentence", "409 No", Refused)]
    [InlineData(2, "a sentence", "404 No", Refused)]
    [InlineData(2, "ADDRESS answered 404, and not as a Rhodes server does: check the address, and what stands between.", "404 No", "<html>")]
    [InlineData(69, "ADDRESS answered 502, and not as a Rhodes server does: check the address, and what stands between.", "502 No", "Bad Gateway")]
    [InlineData(2, "ADDRESS answered 302, and not as a Rhodes server does: check the address, and what stands between.", "302 Found", "{}")]
    [InlineData(2, "ADDRESS answered 400, and not as a Rhodes server does: check the address, and what stands between.", "400 No", "[1, 2]")]
    [InlineData(69, "ADDRESS has more requests of your tenant than it takes in a second; try again in a few.", "429 No", Refused)]
    [InlineData(1, "\uFFFD[31mred", "409 No", """{"code":"c","detail":"\u001b[31mred"}""")]
    public void What_it_says_is_one_sentence_and_an_exit_code(int code, string sentence, string status, string body)
    {
        using OddServer server = new(OddServer.Json(body, status, "Location: http://example.org/\r\n"));
        var session = Ask.With(server.Environment, "", "whoami");
        Assert.Equal((code, sentence.Replace("ADDRESS", server.Environment["RHODES_URL"], StringComparison.Ordinal) + "\n", ""), (session.ExitCode, session.Error, session.Out));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{\"site\":3}")]
    [InlineData("not JSON")]
    public void An_answer_that_is_not_understood_is_told(string body)
    {
        using OddServer server = new(OddServer.Json(body));
        var session = Ask.With(server.Environment, "", "whoami");
        Assert.Equal(69, session.ExitCode);
        Assert.StartsWith("The server's answer cannot be read: ", session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_a_server_says_controls_a_terminal()
    {
        var job = "{\"tenant\":\"h\\u001b[2Jx\",\"job\":1,\"name\":\"a\\u001b]0;b\\u0007\",\"project\":\"\",\"state\":\"run\\u001bning\",\"claim\":\"\",\"runs_on\":\"l\\u001b\",\"priority\":0,\"devices\":1,\"submitted_at\":\"\\u001b\",\"attempts\":1,\"recalls\":0}";
        using OddServer server = new(OddServer.Json(Me), OddServer.Json($$"""{"jobs":[{{job}}]}"""));
        var session = Ask.With(server.Environment, "", "ps");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.DoesNotContain('\e', session.Out);
        Assert.Contains("h\uFFFD[2Jx/1", session.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_answered_is_sent_again_with_the_same_idempotency_key()
    {
        using OddServer server = new("", OddServer.Json(Refused, "429 No"), OddServer.Json("""{"tenant":"t","name":"a","job":7,"jobs":3}"""));
        var session = Ask.With(server.Environment, "", "submit", "--tenant", "t", "--", "a");
        Assert.Equal((0, "t/7..9\n", ""), (session.ExitCode, session.Out, session.Error));
        Assert.Equal(3, server.Asked.Count);
        Assert.Single(server.Asked.Select(asked => IdempotencyKey().Match(asked).Value).Distinct());
        Assert.All(server.Asked, asked => Assert.StartsWith("POST /api/v1/tenants/t/jobs HTTP/1.1\r\n", asked, StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_is_asked_for_once_alone()
    {
        using OddServer server = new("");
        var session = Ask.With(server.Environment, "", "keys", "issue", "ada", "--tenant", "t");
        Assert.Equal((69, ""), (session.ExitCode, session.Out));
        Assert.DoesNotContain("Idempotency-Key", Assert.Single(server.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_are_read_page_by_page()
    {
        const string job = """{"tenant":"t","job":JOB,"name":"a","project":"","state":"waiting","claim":"either","priority":0,"devices":1,"submitted_at":"2026-01-01T00:00:00Z","attempts":0,"recalls":0}""";
        string Page(int number, string next) => OddServer.Json($$"""{"jobs":[{{job.Replace("JOB", $"{number}", StringComparison.Ordinal)}}]{{next}}}""");
        using OddServer server = new(OddServer.Json(Me), Page(3, ""","next":"c&1" """), Page(2, ""","next":"c2" """), Page(1, ""));
        var session = Ask.With(server.Environment, "", "ps", "--limit", "5");
        Assert.Equal(0, session.ExitCode);
        Assert.Equal(["limit=5", "limit=4&cursor=c%261", "limit=3&cursor=c2"], server.Asked.Skip(1).Select(asked => asked.Split(' ')[1].Split("state=open&")[1]));
    }

    [Fact]
    public void Output_is_passed_on_byte_for_byte_until_it_is_over()
    {
        static string Piece(string text, int from, bool isOver) => OddServer.Json(text, "200 OK",
            $"Rhodes-Attempt: 2\r\nRhodes-From: {from}\r\nRhodes-Next: {from + Encoding.UTF8.GetByteCount(text)}\r\nRhodes-Over: {(isOver ? "true" : "false")}\r\n");
        using OddServer server = new(Piece("one\r\n\e[1m", 5, false), Piece("ä", 14, false), Piece("", 16, true));
        var session = Ask.With(server.Environment, "", out var bytes, "logs", "t/3", "--attempt", "2");
        Assert.Equal((0, "(5 bytes are not kept any more)\n"), (session.ExitCode, session.Error));
        Assert.Equal("one\r\n\e[1mä", Encoding.UTF8.GetString(bytes));
        Assert.Equal(["from=0", "from=14", "from=16"], server.Asked.Select(asked => asked.Split(' ')[1].Split('&')[^1]));
    }

    [Fact]
    public void A_stream_that_breaks_off_is_taken_up_where_it_was()
    {
        static string Event(string id, int job) => $"id: {id}\nevent: job\ndata: {{\"tenant\":\"t\",\"job\":{job},\"name\":\"a\",\"project\":\"\",\"state\":\"waiting\",\"claim\":\"\",\"priority\":0,\"devices\":1,\"submitted_at\":\"\",\"attempts\":0,\"recalls\":0}}\n\n";
        static string Stream(string events) => $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n: rhodes\n\n{events}";
        using OddServer server = new(OddServer.Json(Me), Stream(Event("first", 1) + "id: half\nevent: job\ndata: {"), OddServer.Json("""{"jobs":[]}"""), Stream(Event("second", 2)));
        using var watch = RealProcess.Start(server.Environment, "watch");
        watch.WaitUntil(() => watch.Out.Contains("t/2 a: waiting", StringComparison.Ordinal));
        watch.Interrupt();
        Assert.Equal(130, watch.End().ExitCode);
        Assert.Contains("t/1 a: waiting", watch.Out, StringComparison.Ordinal);
        Assert.Contains("Last-Event-ID: first\r\n", server.Asked[3], StringComparison.Ordinal);
    }

    [GeneratedRegex("Idempotency-Key: [0-9a-f]{32}")]
    private static partial Regex IdempotencyKey();
}
