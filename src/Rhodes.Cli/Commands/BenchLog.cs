using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Server.Bench;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes bench log</c>: durable appends, and how long a start takes.</summary>
internal static class BenchLog
{
    public static Command Create(Terminal terminal)
    {
        var seconds = new Option<int>("--seconds") { Description = "How long entries are appended.", DefaultValueFactory = _ => 10, HelpName = "N" };
        var appenders = new Option<int>("--appenders") { Description = "How many append at once.", DefaultValueFactory = _ => 16, HelpName = "N" };
        var events = new Option<long>("--events") { Description = "How many events the log has that is opened; 0: none is.", DefaultValueFactory = _ => 1_000_000, HelpName = "N" };
        var data = new Option<string>("--data") { Description = "Only append, to the log of this data folder, which is kept; else folders are made here and removed.", HelpName = "DATA" };
        var tell = new Option<bool>("--tell") { Description = "With --data: print the number and the chain's link of each entry as soon as it is durable." };
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("log", "Measure durable appends by many at once and by one alone, and the start with a long log.") { seconds, appenders, events, data, tell, json };
        HelpWithExample.AddTo(command, "rhodes bench log", "rhodes bench log --data DATA --tell --seconds 3");
        command.SetAction(parsed => LogCommand.Guarded(terminal, () => Run(
            new(parsed.GetValue(seconds), parsed.GetValue(appenders), parsed.GetValue(events), parsed.GetValue(data), parsed.GetValue(tell), parsed.GetValue(json)), terminal)));
        return command;
    }

    private static int Run(Options options, Terminal terminal)
    {
        if (options.Seconds is < 1 or > 86_400) return terminal.Refuse($"--seconds is {options.Seconds}; 1 to 86,400 are possible");
        if (options.Appenders is < 1 or > 10_000) return terminal.Refuse($"--appenders is {options.Appenders}; 1 to 10,000 are possible");
        if (options.Events < 0) return terminal.Refuse($"--events is {options.Events}; it cannot be negative");
        if (options.Tell && options.Data is null) return terminal.Refuse("--tell is only possible with --data");
        return options.Data is { } data ? Append(data, options, terminal) : Measure(options, terminal);
    }

    /// <summary>Goes on with the log of a folder.</summary>
    private static int Append(string data, Options options, Terminal terminal)
    {
        List<string> notes = [];
        using LongWork work = new("appending", terminal);
        using CancellationTokenSource cancel = new();
        using var folder = DataFolder.Open(data, notes.Add);
        var opened = LogOpening.Open(folder.Store, notes);
        terminal.Error.WriteLine(opened);
        var figures = LogBench.Append(folder.Store, new(opened.State), options.Appenders, TimeSpan.FromSeconds(options.Seconds), place =>
        {
            if (options.Tell) lock (cancel) terminal.Out.WriteLine($"{place.Sequence} {place.Hash}");
            if (work.IsInterrupted) cancel.Cancel();
        }, cancel.Token);
        if (!options.Tell) Show([figures], [], options, terminal);
        return work.IsInterrupted ? ExitCodes.Interrupted : ExitCodes.Done;
    }

    private static int Measure(Options options, Terminal terminal)
    {
        List<AppendFigures> appends = [];
        List<(string Name, OpenedLog Opened)> starts = [];
        foreach (var appenders in (int[])[options.Appenders, 1])
            InNewFolder(path =>
            {
                using var folder = DataFolder.Open(path, _ => { });
                appends.Add(LogBench.Append(folder.Store, new(new()), appenders, TimeSpan.FromSeconds(options.Seconds), _ => { }, CancellationToken.None));
            });
        if (options.Events > 0)
        {
            InNewFolder(path => starts.Add(("before the snapshot", LogBench.Open(path, options.Events, behind: false))));
            InNewFolder(path => starts.Add(("behind the snapshot", LogBench.Open(path, options.Events, behind: true))));
        }

        Show(appends, starts, options, terminal);
        return ExitCodes.Done;
    }

    /// <summary>Here, not in the folder for temporary files, which may be no disk at all.</summary>
    private static void InNewFolder(Action<string> run)
    {
        var path = Path.Combine(Environment.CurrentDirectory, $"rhodes-bench-log-{Environment.ProcessId}");
        try
        {
            run(path);
        }
        finally
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
    }

    private static void Show(List<AppendFigures> appends, List<(string Name, OpenedLog Opened)> starts, Options options, Terminal terminal)
    {
        if (options.AsJson)
        {
            terminal.Out.WriteLine(JsonOf(appends, starts));
            return;
        }

        var table = Tables.WithColumns("#appenders", "#entries", "#events", "#entries a second", "#p50 ms", "#p99 ms");
        foreach (var each in appends) table.Add($"{each.Appenders}", $"{each.Entries:#,0}", $"{each.Events:#,0}", $"{each.EntriesPerSecond:#,0}", $"{each.P50Ms:0.00}", $"{each.P99Ms:0.00}");
        terminal.Tables.Write(table);
        foreach (var (name, opened) in starts) terminal.Out.WriteLine($"{options.Events:#,0} events {name}: {opened}");
    }

    private static string JsonOf(List<AppendFigures> appends, List<(string Name, OpenedLog Opened)> starts) => Json.Text(new JsonObject
    {
        ["appends"] = Json.List(appends, each => new JsonObject
        {
            ["appenders"] = each.Appenders, ["entries"] = each.Entries, ["events"] = each.Events, ["wall_seconds"] = each.Seconds,
            ["entries_per_second"] = each.EntriesPerSecond, ["p50_ms"] = each.P50Ms, ["p99_ms"] = each.P99Ms,
        }),
        ["starts"] = Json.List(starts, each => new JsonObject
        {
            ["events"] = each.Name, ["entries"] = each.Opened.End.Sequence, ["events_replayed"] = each.Opened.Events, ["wall_seconds"] = each.Opened.Seconds,
        }),
    });

    private sealed record Options(int Seconds, int Appenders, long Events, string? Data, bool Tell, bool AsJson);
}
