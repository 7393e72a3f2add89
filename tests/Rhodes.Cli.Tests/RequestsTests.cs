using System.Text.Json;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests;

/// <summary><c>rhodes requests</c>: recorded requests on replicas of a model.</summary>
public sealed class RequestsTests
{
    private static readonly string Azure = Repository.Place("examples", "requests", "azure-conversation-2023.csv.gz");
    private static readonly string Mooncake = Repository.Place("examples", "requests", "mooncake-conversation.jsonl.gz");

    [Fact]
    public void What_the_examples_README_shows_is_what_is_told()
    {
        var session = Session.Of("requests", Mooncake, "--model", "llama-3.1-70b", "--on", "h200", "--weights", "fp8", "--ttft", "10s");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        var readme = File.ReadAllText(Repository.Place("examples", "requests", "README.md"));
        Assert.Contains(string.Join('\n', Lines(session.Out)), string.Join('\n', Lines(readme)), StringComparison.Ordinal);

        static IEnumerable<string> Lines(string text) => text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
    }

    [Fact]
    public void Whoever_would_wait_is_refused_only_if_that_is_wished()
    {
        var all = Json("requests", Azure, "--model", "llama-3.1-70b", "--load", "4", "--replicas", "2", "--json");
        var few = Json("requests", Azure, "--model", "llama-3.1-70b", "--load", "4", "--replicas", "2", "--refuse-above", "2s", "--json");
        Assert.Equal((0, 19_366), (all.GetProperty("refused").GetInt32(), all.GetProperty("requests").GetInt32()));
        Assert.True(all.GetProperty("first_token_seconds").GetProperty("p95").GetDouble() > 60);
        Assert.InRange(few.GetProperty("refused").GetInt32(), 1, 2_000);
        Assert.True(few.GetProperty("first_token_seconds").GetProperty("p95").GetDouble() < 2.2);
    }

    [Fact]
    public void A_fleet_is_followed_as_a_flow()
    {
        string[] asked = ["requests", Repository.Place("examples", "requests", "reasoning-clients"), "--for", "2h", "--model", "deepseek-r1", "--on", "h200", "--weights", "fp8"];
        var played = Json([.. asked, "--replicas", "1", "--json"]);
        var flow = Json([.. asked, "--replicas", "10000", "--flow", "10000", "--json"]);
        Assert.Equal((10_000, JsonValueKind.Null), (flow.GetProperty("copies").GetInt32(), flow.GetProperty("done_again").ValueKind));
        Assert.Equal(played.GetProperty("requests").GetInt32(), flow.GetProperty("requests").GetInt32());
        Assert.InRange(flow.GetProperty("answer_seconds").GetProperty("p95").GetDouble() / played.GetProperty("answer_seconds").GetProperty("p95").GetDouble(), 0.9, 1.1);
        var session = Session.Of([.. asked, "--flow", "10000"]);
        Assert.Contains("As a flow, with 10,000 of each", session.Out, StringComparison.Ordinal);
    }

    /// <summary>How many devices double what is let in at the same rate of refusals: twice the flow, and as many refused.</summary>
    [Fact]
    public void The_fewest_replicas_that_serve_enough_are_found()
    {
        string[] asked = ["requests", Azure, "--model", "llama-3.1-70b", "--tpot", "none", "--ttft", "none", "--refuse-above", "2s", "--serve", "99%", "--json"];
        var once = Json([.. asked, "--flow", "100"]);
        var twice = Json([.. asked, "--flow", "200"]);
        Assert.InRange(once.GetProperty("within_limits").GetInt32() / 19_366.0, 0.99, 1);
        Assert.InRange((double)twice.GetProperty("replicas").GetInt32() / once.GetProperty("replicas").GetInt32(), 1.9, 2.1);
        var fewer = Json("requests", Azure, "--model", "llama-3.1-70b", "--tpot", "none", "--ttft", "none", "--refuse-above", "2s", "--flow", "100", "--replicas", $"{once.GetProperty("replicas").GetInt32() - 1}", "--json");
        Assert.True(fewer.GetProperty("within_limits").GetInt32() < 0.99 * 19_366);
        var never = Session.Of("requests", Mooncake, "--model", "llama-3.1-70b", "--on", "h200", "--ttft", "100ms", "--serve", "99");
        Assert.Equal((1, ""), (never.ExitCode, never.Out));
        Assert.Contains("and more do not help", never.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_flow_that_never_ends_is_told()
    {
        var session = Session.Of("requests", Azure, "--model", "llama-3.1-8b", "--flow", "1M", "--replicas", "1");
        Assert.Equal((1, ""), (session.ExitCode, session.Out));
        Assert.Contains("would not have served all in 60 days", session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    public void Steps_may_be_as_small_as_a_token(string tokens) =>
        Assert.Equal(19_366, Json("requests", Azure, "--model", "llama-3.1-8b", "--replicas", "1", "--step-tokens", tokens, "--json").GetProperty("requests").GetInt32());

    [Fact]
    public void More_replicas_serve_more_within_the_limits()
    {
        var within = Enumerable.Range(1, 3).Select(replicas => Json("requests", Azure, "--model", "llama-3.1-70b", "--load", "2", "--replicas", $"{replicas}", "--json").GetProperty("within_limits").GetInt32()).ToList();
        Assert.True(within[0] < within[1] && within[1] < within[2], string.Join(", ", within));
    }

    [Theory]
    [InlineData("--model lama", "There is no model and no file 'lama'")]
    [InlineData("--model llama-3.1-8b --on h10", "--on: the catalogue has no accelerator kind 'h10'; did you mean 'h100'?")]
    [InlineData("--model llama-3.1-8b --width 3", "--width: '3'; expected 1 or 2 or 4 or 8")]
    [InlineData("--model llama-3.1-8b --replicas 0", "--replicas: '0'; expected a number from 1 to 10,000")]
    [InlineData("--model llama-3.1-8b --load NaN", "--load: 'NaN'; expected a number above 0")]
    [InlineData("--model llama-3.1-8b --serve 101", "--serve: '101'; expected a part of 100 above 0, such as 99 or 99.9%")]
    [InlineData("--model llama-3.1-8b --serve 99% --replicas 3", "--serve: finds how many replicas; leave out one of --serve and --replicas")]
    [InlineData("--model llama-3.1-8b --flow 0", "--flow: '0'; expected a number above 0")]
    [InlineData("--model llama-3.1-8b --flow 10 --fair", "--fair: a flow has no clients")]
    [InlineData("--model llama-3.1-8b --for 0s", "--for: '0s' is no limit; expected all, or a duration")]
    [InlineData("--model llama-3.1-8b --flow 10 --load 0.0001", "the last request comes after 405 days; a flow is followed for 60")]
    [InlineData("--model llama-3.1-8b --ttft 0s", "--ttft: '0s' is no limit; expected none, or a duration")]
    [InlineData("--model llama-3.1-8b --tpot 1ms", "the limits cannot be met: one request at a time")]
    [InlineData("--model llama-3.1-405b --on rtx-5090", "llama-3.1-405b in bf16 (828 GB of weights) does not fit on the 8 rtx-5090 of a fast domain; by memory alone it needs 31")]
    [InlineData("--model llama-3.1-70b --width 1", "does not fit on 1 × h100 (--width)")]
    public void What_cannot_be_is_refused_with_the_reason(string options, string why)
    {
        var session = Session.Of(["requests", Azure, .. options.Split(' ')]);
        Assert.Equal((2, ""), (session.ExitCode, session.Out));
        Assert.Contains(why, session.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_none_is_told()
    {
        var session = Session.Of("requests", Repository.Place("README.md"), "--model", "llama-3.1-8b");
        Assert.Equal(2, session.ExitCode);
        Assert.Contains("README.md:1: found", session.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Session.Of("requests", "no/such/file", "--model", "llama-3.1-8b").Error, StringComparison.Ordinal);
    }

    private static JsonElement Json(params string[] args)
    {
        var session = Session.Of(args);
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        return JsonDocument.Parse(session.Out).RootElement;
    }
}
