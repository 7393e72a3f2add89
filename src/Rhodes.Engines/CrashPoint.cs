using System.Diagnostics;
using System.Globalization;

namespace Rhodes.Engines;

/// <summary>
/// A named place on the way from a request to what follows from it, at which a test can have the process killed as if by <c>kill -9</c>: that nothing is lost there is shown, not
/// believed. <c>RHODES_CRASH_AT=decided:3</c> kills it when it gets to <c>decided</c> for the third time. Costs nothing when it is not set.
/// </summary>
public static class CrashPoint
{
    public const string Variable = "RHODES_CRASH_AT";

    private static int countdown = 1;
    private static readonly string? Name = NameAsked();

    /// <summary>All of them, in the order of the way.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "request_read", "request_taken", "decided", "settled", "appended", "handed_on", "commit_begun", "commit_written", "committed", "acknowledged", "durable_seen", "view_written",
        "views_done", "engine_told", "answered", "report_sent", "snapshot_written", "snapshot_kept", "owner_key_written", "launch_prepared", "launched",
    ];

    /// <remarks>Hot: several times for each command.</remarks>
    public static void Reach(string name)
    {
        if (Name is not null && string.Equals(Name, name, StringComparison.Ordinal) && Interlocked.Decrement(ref countdown) == 0) Die();
    }

    private static void Die()
    {
        using var self = Process.GetCurrentProcess();
        self.Kill();
        Thread.Sleep(Timeout.Infinite);
    }

    private static string? NameAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } text) return null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var times)) (text, countdown) = (text[..colon], times);
        return text;
    }
}
