using Rhodes.Core.Contract;
using Rhodes.Core.Control;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Engines;
using Rhodes.Server.Log;

namespace Rhodes.Server.Site;

/// <summary>An engine's word becomes a command. Where it does not know how much work was done, the time that the attempt ran says it.</summary>
internal sealed class EngineReports(SiteWriter writer) : IEngineListener
{
    private const int LongestDetail = 200;

    public void Completed(AttemptId attempt, JobOutcome outcome, long? workMs, string detail) => Send("report_completed", detail, (state, at) =>
        new ReportCompleted(at, attempt, outcome, workMs ?? Reached(state, attempt, at)));

    public void Stopped(AttemptId attempt, bool saved, long? keptMs, string detail) => Send("report_stopped", detail, (state, at) =>
        new ReportStopped(at, attempt, saved ? keptMs ?? Reached(state, attempt, at) : Saved(state, attempt, at)));

    public void NodeDown(string node, string cause) => Send("report_node_down", "", (_, at) => new ReportNodeDown(at, node, cause));

    public void NodeUp(string node) => Send("report_node_up", "", (_, at) => new ReportNodeUp(at, node));

    /// <summary>Nobody waits for it: when it cannot be made durable, the server stops, and the engine says it again after the next start.</summary>
    private void Send(string command, string detail, Func<SiteState, Instant, Command> make)
    {
        if (detail.Length > LongestDetail) detail = detail[..LongestDetail] + "…";
        _ = writer.Decide(new(detail.Length == 0 ? command : $"{command}: {detail}", "", "engine"), make);
        CrashPoint.Reach("report_sent");
    }

    private static long Reached(SiteState state, AttemptId id, Instant at) =>
        state.AttemptOf(id) is { } attempt ? attempt.ReachedMs(state.JobOf(id.Job).Spec.Checkpoint, at) : 0;

    private static long Saved(SiteState state, AttemptId id, Instant at) => state.AttemptOf(id) is { } attempt ? state.JobOf(id.Job).SavedMs(attempt, at) : 0;
}
