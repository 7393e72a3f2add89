namespace Rhodes.Cli.Tests;

public sealed class ApplicationTests
{
    [Fact]
    public void The_version_is_one_line()
    {
        var session = Session.Of("--version");
        Assert.Equal(0, session.ExitCode);
        Assert.Matches(@"^rhodes \d+\.\d+\.\d+$", session.Out.TrimEnd());
    }

    [Theory]
    [InlineData("catlog", "Did you mean 'catalog'?")]
    [InlineData("catalog --jsn", "Did you mean '--json'?")]
    [InlineData("--json catalog", "'--json' stands behind 'rhodes catalog'.")]
    [InlineData("ps --limit abc", "--limit: 'abc'; expected a whole number, at most 2147483647")]
    [InlineData("ps --limit 99999999999", "--limit: '99999999999'; expected a whole number, at most 2147483647")]
    [InlineData("up --snapshot-every 1.5", "--snapshot-every: '1.5'; expected a whole number, at most 9223372036854775807")]
    [InlineData("catalog a b", "'rhodes catalog --help' says what there is.")]
    public void What_cannot_be_understood_is_bad_input_with_a_hint(string line, string hint)
    {
        var session = Session.Of(line.Split(' '));
        Assert.Equal((2, ""), (session.ExitCode, session.Out));
        Assert.Contains(hint, session.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--help")]
    [InlineData("catalog --help")]
    public void Help_ends_in_an_example(string line)
    {
        var session = Session.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        Assert.Matches(@"Examples?:\s+rhodes ", session.Out);
    }

    [Fact]
    public void A_bug_is_confessed_without_a_stack_trace()
    {
        using var error = new StringWriter();
        using var broken = new BrokenWriter();
        var code = Application.Run(["--version"], new Terminal(broken, error, width: 80));
        Assert.Equal(70, code);
        Assert.StartsWith("this is a bug in rhodes: InvalidOperationException: no ink", error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
    }

    private sealed class BrokenWriter : StringWriter
    {
        public override void WriteLine(string? value) => throw new InvalidOperationException("no ink");
    }
}
