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

    /// <summary>Processes of an attempt, by what they inherited.</summary>
    public static int Living(ScratchFolder folder, AttemptId attempt) => ProcessTable.ReadAll().Count(row => IsInside(row.Folder, Attempt(folder, attempt)));

    /// <summary>Processes that came from a test, those too that threw away what they inherited: they still are in its folders.</summary>
    public static List<ProcessRow> Living(ScratchFolder folder) =>
        [.. ProcessTable.ReadAll().Where(row => IsInside(row.Folder, folder.Path) || IsInside(WorkingFolder(row.Number), folder.Path))];

    /// <summary>So that a test that failed leaves nothing behind.</summary>
    public static void EndAll(ScratchFolder folder)
    {
        Wait.Until(() =>
        {
            var left = Living(folder);
            foreach (var row in left) Posix.Signal(row.Number, Posix.Kill);
            return left.Count == 0;
        }, "something cannot be killed");
        if (new LocalMeans(Sample.Settings(folder)).Groups is not { } groups) return;
        Wait.Until(() =>
        {
            ControlGroups.Remove(groups.Top);
            return !Directory.Exists(groups.Top);
        }, "a control group is left");
    }

    private static bool IsInside(string? path, string folder) => path?.StartsWith(folder + "/", StringComparison.Ordinal) == true;

    private static string? WorkingFolder(int process)
    {
        try
        {
            return new FileInfo($"/proc/{process}/cwd").LinkTarget;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
