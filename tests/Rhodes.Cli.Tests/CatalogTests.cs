using System.Text.Json;

namespace Rhodes.Cli.Tests;

public sealed class CatalogTests
{
    [Fact]
    public void The_list_has_a_row_for_every_kind()
    {
        var session = Session.Of("catalog");
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.Matches(@"(?m)^\s*h100 +80 GiB +3,350 +989 +1,978 +node, 8 +700 W", session.Out);
        Assert.Matches(@"(?m)^\s*tpu-v5e +16 GB +819 +197 +none +pod, 256 +- ", session.Out);
    }

    [Fact]
    public void The_list_fits_a_narrow_terminal()
    {
        using StringWriter output = new(), error = new();
        Application.Run(["catalog"], new Terminal(output, error, width: 90));
        Assert.Contains("295 W (U)", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_kind_is_shown_with_the_mark_and_source_of_each_figure()
    {
        var session = Session.Of("catalog", "h100");
        Assert.Equal(0, session.ExitCode);
        Assert.Matches(@"memory bandwidth +3,350 GB/s +stated +\[1\]", session.Out);
        Assert.Matches(@"(?m)^\[1\] ai-dynamo/aiconfigurator .*h100_sxm\.yaml @095f58a", session.Out);
    }

    [Fact]
    public void An_unconfirmed_figure_says_so() =>
        Assert.Matches(@"idle +60-75 W +UNCONFIRMED", Session.Of("catalog", "h100").Out);

    [Theory]
    [InlineData("h10", "did you mean 'h100'?")]
    [InlineData("abacus", "'rhodes catalog' lists all kinds.")]
    public void An_unknown_kind_is_bad_input_with_a_hint(string id, string hint)
    {
        var session = Session.Of("catalog", id);
        Assert.Equal(2, session.ExitCode);
        Assert.Equal("", session.Out);
        Assert.Equal($"The catalogue has no accelerator kind '{id}'; {hint}", session.Error.TrimEnd());
    }

    [Fact]
    public void Programs_get_every_figure_and_null_for_what_is_unknown()
    {
        var session = Session.Of("catalog", "h100", "--json");
        using var json = JsonDocument.Parse(session.Out);
        var kind = Assert.Single(json.RootElement.GetProperty("kinds").EnumerateArray());
        Assert.Equal("h100", kind.GetProperty("id").GetString());
        Assert.Equal(3_350, kind.GetProperty("memory_bandwidth").GetProperty("low").GetDecimal());
        Assert.Equal("S", kind.GetProperty("limit_watts").GetProperty("mark").GetString());
        Assert.False(kind.GetProperty("idle_watts").GetProperty("confirmed").GetBoolean());
        Assert.Equal("node", kind.GetProperty("fast_domain").GetProperty("level").GetString());
        Assert.Equal(
            ["id", "name", "vendor", "memory", "memory_bandwidth", "peak_bf16", "peak_fp8", "peak_int8", "peak_fp4", "link_rate",
                "network_rate", "limit_watts", "idle_watts", "fast_domain"],
            kind.EnumerateObject().Select(property => property.Name));
    }

    [Fact]
    public void Programs_get_null_where_nothing_is_known()
    {
        using var json = JsonDocument.Parse(Session.Of("catalog", "tpu-v5e", "--json").Out);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("kinds")[0].GetProperty("limit_watts").ValueKind);
    }
}
