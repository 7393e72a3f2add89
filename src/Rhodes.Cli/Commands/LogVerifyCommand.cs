using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Server.Data;
using Rhodes.Server.Log;

namespace Rhodes.Cli.Commands;

/// <summary><c>rhodes log verify</c>: the whole chain, every event, every snapshot.</summary>
internal static class LogVerifyCommand
{
    public static Command Create(Terminal terminal)
    {
        var data = LogCommand.Data("The data folder; a server may be using it.");
        var json = new Option<bool>("--json") { Description = "Print JSON for programs." };
        var command = new Command("verify", "Check the chain of a log from its first entry, replay its events, and compare the state with each snapshot's. Exit code 1: something is damaged.") { data, json };
        HelpWithExample.AddTo(command, "rhodes log verify DATA");
        command.SetAction(parsed => LogCommand.Guarded(terminal, () => Run(parsed.GetRequiredValue(data), parsed.GetValue(json), terminal)));
        return command;
    }

    private static int Run(string path, bool asJson, Terminal terminal)
    {
        List<string> notes = [];
        using var folder = DataFolder.OpenToRead(path, notes.Add);
        using LongWork work = new("checking the log", terminal);
        var last = LastOf(folder.Store);
        var verdict = LogVerification.Verify(folder.Store, sequence => work.Report((double)sequence / Math.Max(1, last)));
        work.Clear();
        if (asJson) terminal.Out.WriteLine(JsonOf(verdict, notes, work.Seconds));
        else Show(verdict, notes, work.Seconds, terminal);
        return verdict.Problems.Count > 0 ? ExitCodes.Negative : ExitCodes.Done;
    }

    /// <summary>For showing how far it is; the walk says what is wrong with it.</summary>
    internal static long LastOf(IEventStore store)
    {
        try
        {
            return store.End().Sequence;
        }
        catch (LogUnreadableException)
        {
            return 0;
        }
    }

    private static void Show(LogVerdict verdict, List<string> notes, decimal seconds, Terminal terminal)
    {
        foreach (var sentence in notes.Concat(verdict.Problems)) terminal.Out.WriteLine(sentence);
        terminal.Out.WriteLine($"{verdict.End.Sequence:#,0} entries with {verdict.Events:#,0} events are sound{(verdict.Problems.Count == 0 ? ", and the chain is whole" : "")}; "
            + $"{verdict.Snapshots} {(verdict.Snapshots == 1 ? "snapshot holds" : "snapshots hold")} what they add up to; {seconds:0.0} s.");
        terminal.Out.WriteLine($"chain {verdict.End.Hash}");
        terminal.Out.WriteLine($"state {verdict.StateHash}");
    }

    private static string JsonOf(LogVerdict verdict, List<string> notes, decimal seconds) => Json.Text(new JsonObject
    {
        ["entries"] = verdict.End.Sequence,
        ["events"] = verdict.Events,
        ["chain_hash"] = verdict.End.Hash.ToString(),
        ["state_hash"] = verdict.StateHash,
        ["sound_snapshots"] = verdict.Snapshots,
        ["notes"] = Json.List(notes, note => note),
        ["problems"] = Json.List(verdict.Problems, problem => problem),
        ["wall_seconds"] = seconds,
    });
}
