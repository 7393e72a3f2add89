namespace Rhodes.Cli.Tests.Live;

/// <summary>A server that is stopped before it is up.</summary>
public sealed class StartTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    /// <param name="made">What the start has come to, by the file that it makes there.</param>
    [Theory]
    [InlineData("log.db")]
    [InlineData("views.db")]
    [InlineData("owner.key")]
    public void Ctrl_C_during_a_start_is_an_end_like_any_other(string made)
    {
        var data = _scratch.File("data");
        using var server = RealProcess.Start(new Dictionary<string, string?> { ["XDG_CONFIG_HOME"] = _scratch.File("config") }, "up", "examples/desk", "--data", data, "--listen", "0");
        server.WaitUntil(() => File.Exists(Path.Combine(data, made)));
        server.Interrupt();
        var session = server.End();
        Assert.True(session.ExitCode is 0 or 130, $"{session.ExitCode}: {session.Error}");
        Assert.Equal("", session.Error);
    }
}
