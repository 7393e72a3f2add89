using System.Globalization;
using Rhodes.Core.Model;
using Rhodes.Engines.Local;

namespace Rhodes.Engines.Tests;

/// <summary>What is really there of the attempts of a test, whatever an engine says.</summary>
internal static class Machine
{
    public static string Attempt(ScratchFolder folder, AttemptId attempt) => folder.File(
        "attempts", "0-lynx", attempt.Job.Number.ToString(CultureInfo.InvariantCulture), attempt.Ordinal.ToString(CultureInfo.InvariantCulture));

    /// <summary>What its ranks wrote.</summary>
    public static IEnumerable<string> Outputs(ScratchFolder folder, AttemptId attempt)
    {
        var place = Attempt(folder, attempt);
        foreach (var rank in Directory.Exists(place) ? Directory.GetDirectories(place, "rank-*") : [])
            if (File.Exists(Path.Join(rank, "out"))) yield return File.ReadAllText(Path.Join(rank, "out"));
    }

    public static string Output(ScratchFolder folder, AttemptId attempt, int rank = 0, string file = "out") =>
        File.ReadAllText(Path.Join(Attempt(folder, attempt), $"rank-{rank}", file));

    public static int Living(ScratchFolder folder, AttemptId attempt) => Living(Attempt(folder, attempt) + "/").Count;

    /// <summary>So that a test that failed leaves nothing behind.</summary>
    public static void EndAll(ScratchFolder folder) => Wait.Until(() =>
    {
        var left = Living(folder.Path + "/");
        foreach (var row in left) Posix.Signal(row.Number, Posix.Kill);
        return left.Count == 0;
    }, "something cannot be killed");

    private static List<ProcessRow> Living(string inside) =>
        [.. ProcessTable.ReadAll().Where(row => row.Folder?.StartsWith(inside, StringComparison.Ordinal) == true)];
}
