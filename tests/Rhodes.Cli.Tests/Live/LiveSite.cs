using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Rhodes.Cli.Tests.Live;

/// <summary>One real server of a small simulated site, for all tests of the collection, with its own folder for contexts. Four nodes of two devices; the house leases one.</summary>
public sealed partial class LiveSite : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly RealProcess _server;

    public LiveSite()
    {
        _scratch.Write("fabric.yaml", """
            site: bench
            pools: [{ name: h100, kind: h100, devices-per-node: 2, cores-per-node: 8, memory-per-node: 64 GiB }]
            nodes: { pool: h100, count: 4, name: "n{n}" }
            """);
        _scratch.Write("tenants.yaml", "tenants: [{ name: house, projects: [{ name: research }, { name: hobby, device-limit: 1 }] }, { name: friend, weight: 2 }]");
        _scratch.Write("leases.yaml", "leases: [{ name: own, tenant: house, pool: h100, cells: 1 x node, from: 2026-01-01, until: 2027-01-01 }]");
        _scratch.Scenario("  - jobs: [{ name: later, tenant: friend, at: 9h, runs: 1h, gang: { devices-per-node: 1 } }]");
        var contexts = Path.Combine(Config, "rhodes", "contexts.json");
        _server = RealProcess.Start(Environment, "up", _scratch.Path, "--data", _scratch.File("data"), "--listen", "0", "--speed", "1");
        _server.WaitUntil(() => File.Exists(contexts) && _server.Out.Contains("Ctrl-C", StringComparison.Ordinal));
        var context = JsonNode.Parse(File.ReadAllText(contexts))!["contexts"]!["bench"]!;
        (Url, Key) = (context["url"]!.GetValue<string>(), context["key"]!.GetValue<string>());
    }

    /// <summary>Where contexts are kept.</summary>
    public string Config => _scratch.File("config");

    public string Url { get; }

    /// <summary>The owner's.</summary>
    public string Key { get; }

    /// <summary>Of a process that is to know this site alone.</summary>
    internal Dictionary<string, string?> Environment => new() { ["XDG_CONFIG_HOME"] = Config, ["RHODES_CONTEXT"] = null, ["RHODES_URL"] = null, ["RHODES_KEY"] = null };

    public string Write(string name, string text)
    {
        _scratch.Write(name, text);
        return _scratch.File(name);
    }

    internal Session Run(params string[] args) => Ask.With(new() { ["XDG_CONFIG_HOME"] = Config }, "", args);

    /// <summary>A command that must do what it says, for programs.</summary>
    internal JsonNode Json(params string[] args)
    {
        var session = Run([.. args, "--json"]);
        Assert.Equal((0, ""), (session.ExitCode, session.Error));
        return JsonNode.Parse(session.Out)!;
    }

    /// <summary>Waits until a job is in a state, for as long as a few minutes of the site's time.</summary>
    internal void Until(string job, string state)
    {
        var end = Now().AddMinutes(3);
        _server.WaitUntil(() =>
        {
            if (Json("show", job)["state"]!.GetValue<string>() == state) return true;
            Assert.True(Now() < end, $"{job} is not {state}: {Run("explain", job).Out}");
            return false;
        });
    }

    /// <summary>Commands, each with what it answers, as a golden file keeps them: without instants, lengths of time, keys and addresses.</summary>
    internal string Tell(params string[] lines) => string.Concat(lines.Select(line =>
    {
        var session = Run([.. Words().Matches(line).Select(word => word.Value.Trim('"'))]);
        return Masked($"$ rhodes {line}\n{session.Out}{session.Error}".TrimEnd() + $"\n{(session.ExitCode == 0 ? "" : $"[exit code {session.ExitCode.ToString(CultureInfo.InvariantCulture)}]\n")}\n");
    }));

    public void Dispose()
    {
        _server.Interrupt("TERM");
        _server.End();
        _server.Dispose();
        _scratch.Dispose();
    }

    private DateTimeOffset Now() => DateTimeOffset.Parse(Json("whoami")["now"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private string Masked(string text) => Entry().Replace(Rule().Replace(Gap().Replace(KeyId().Replace(Length().Replace(Instant().Replace(
        text.Replace(Url, "http://SITE", StringComparison.Ordinal).Replace(_scratch.Path + "/", "", StringComparison.Ordinal), "TIME"), "LENGTH"), "KEY"), "  "), "────"), "N");

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Words();

    [GeneratedRegex(@"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?Z?")]
    private static partial Regex Instant();

    [GeneratedRegex(@"\b(\d+[dhm] )?\d+[hms]\b(?= |$)", RegexOptions.Multiline)]
    private static partial Regex Length();

    [GeneratedRegex(@"rhodes_\w{54}|\b(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{10}\b")]
    private static partial Regex KeyId();

    [GeneratedRegex(@"(?<=\S) {2,}")]
    private static partial Regex Gap();

    /// <summary>Of the log: engines write to it, too.</summary>
    [GeneratedRegex(@"(?<=^ *)\d+(?=  TIME  \w+/)", RegexOptions.Multiline)]
    private static partial Regex Entry();

    [GeneratedRegex("─+")]
    private static partial Regex Rule();
}

[CollectionDefinition("live")]
public sealed class OneLiveSite : ICollectionFixture<LiveSite>;

/// <summary>Runs commands that read variables and an input of their own.</summary>
internal static class Ask
{
    public static Session With(Dictionary<string, string?> variables, string input, params string[] args) => With(variables, input, out _, args);

    /// <param name="bytes">What was passed on as it was.</param>
    public static Session With(Dictionary<string, string?> variables, string input, out byte[] bytes, params string[] args)
    {
        using StringWriter output = new(), error = new();
        using MemoryStream raw = new();
        var code = Application.Run(args, new Terminal(output, error, width: 80)
        {
            Variable = name => variables.GetValueOrDefault(name), In = () => new StringReader(input), Bytes = () => raw,
        });
        bytes = raw.ToArray();
        return new(code, output.ToString(), error.ToString());
    }
}
