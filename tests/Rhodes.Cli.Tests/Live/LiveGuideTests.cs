using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Rhodes.Tests.Shared;

namespace Rhodes.Cli.Tests.Live;

/// <summary>The commands of the guide to a first hour, just as they stand there: real programs, lent, taken back, gone on with, and the server really killed.</summary>
public sealed partial class LiveGuideTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly List<string> _told = [];
    private RealProcess? _server;

    public LiveGuideTests()
    {
        // Programs run as nobody where the test is root, and must get through to their folders.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_scratch.Path, (UnixFileMode)0b111_001_001);
    }

    private string Data => _scratch.File("data");

    private string Contexts => Path.Combine(_scratch.File("config"), "rhodes", "contexts.json");

    private Dictionary<string, string?> Environment => new() { ["XDG_CONFIG_HOME"] = _scratch.File("config"), ["RHODES_CONTEXT"] = null, ["RHODES_URL"] = null, ["RHODES_KEY"] = null };

    [Fact]
    public void The_guide_to_a_first_hour_is_true()
    {
        var guide = File.ReadAllText(Path.Combine(Repository.Root, "docs", "guide", "live.md"));
        foreach (Match block in Commands().Matches(guide))
            foreach (var line in block.Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)) Do(line);
        var all = string.Concat(_told);
        Assert.Contains("Context 'friend' is in use.", all, StringComparison.Ordinal);
        var saved = SavedStep().Match(all).Groups[1].Value;
        Assert.Matches($"run 2 begins at step {saved}, on devices 0,1\n(step [0-9]+\n)*trained\n", all);
        Assert.Matches("1 +loan +desk .* stopped: exit code 0", all);
        Assert.Matches("2 +loan +desk .* completed", all);
        Assert.Contains("and the chain is whole", all, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _server?.Dispose();
        _scratch.Dispose();
    }

    private void Do(string line)
    {
        switch (line)
        {
            case "rhodes up examples/desk": Up(); break;
            case "kill -9 SERVER":
                Until("train", 2);
                _server!.Kill();
                break;
            case "rhodes log verify DATA": Ask("log", "verify", Data); break;
            case "rhodes keys issue ada --tenant friend > ada.key": _scratch.Write("ada.key", Ask("keys", "issue", "ada", "--tenant", "friend")); break;
            case "rhodes login http://127.0.0.1:7463 --name friend --key-file ada.key": Ask("login", Url(), "--name", "friend", "--key-file", _scratch.File("ada.key")); break;
            default:
                Ask([.. line.Split(' ')[1..].Select(word => word.StartsWith("examples/", StringComparison.Ordinal) ? Path.Combine(Repository.Root, word) : word)]);
                if (line.StartsWith("rhodes submit ", StringComparison.Ordinal)) Until(line.Contains("train", StringComparison.Ordinal) ? "train" : "urgent", 1);
                break;
        }
    }

    private void Up()
    {
        _server?.Dispose();
        _server = RealProcess.Start(Environment, "up", "examples/desk", "--data", Data, "--listen", "0");
        _server.WaitUntil(() => _server.Out.Contains("Ctrl-C", StringComparison.Ordinal));
    }

    private string Url() => JsonNode.Parse(File.ReadAllText(Contexts))!["contexts"]!["desk"]!["url"]!.GetValue<string>();

    /// <summary>Waits until a job's run has begun and its program says something.</summary>
    private void Until(string job, int run)
    {
        var context = job == "train" ? "friend" : "desk";
        _server!.WaitUntil(() => Live.Ask.With(Environment, "", out var wrote, "logs", job, "--attempt", $"{run}", "--context", context).ExitCode == 0 && wrote.Length > 0);
    }

    private string Ask(params string[] args)
    {
        // After a start on any free port the contexts of before know another address.
        if (args.Contains("friend") && args[0] != "login" && File.Exists(_scratch.File("ada.key"))) Live.Ask.With(Environment, "", "login", Url(), "--name", "friend", "--key-file", _scratch.File("ada.key"));
        var session = Live.Ask.With(Environment, "", out var wrote, args);
        Assert.True(session.ExitCode == 0, $"rhodes {string.Join(' ', args)}: {session.ExitCode} {session.Out}{session.Error}");
        _told.Add(session.Out + Encoding.UTF8.GetString(wrote));
        return session.Out;
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Commands();

    [GeneratedRegex("told to leave: saved step ([0-9]+)")]
    private static partial Regex SavedStep();
}
