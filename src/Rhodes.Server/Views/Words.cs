using Rhodes.Core.Contract;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Server.Views;

/// <summary>Words of the core as programs read them: snake_case, and durations in seconds.</summary>
internal static class Words
{
    public const string Waiting = "waiting", Held = "held", Starting = "starting", Running = "running", Stopping = "stopping", Over = "over";

    public static string Of(Claim claim) => claim switch
    {
        Claim.Guaranteed => "guaranteed",
        Claim.Loan => "loan",
        _ => "either",
    };

    public static string Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.Completed => "completed",
        JobOutcome.Failed => "failed",
        JobOutcome.TimedOut => "timed_out",
        _ => "cancelled",
    };

    public static string Of(AttemptEnd end) => end switch
    {
        AttemptEnd.Completed => "completed",
        AttemptEnd.Failed => "failed",
        AttemptEnd.Stopped => "stopped",
        AttemptEnd.Killed => "killed",
        AttemptEnd.Lost => "lost",
        _ => "withdrawn",
    };

    public static string Of(StopReason reason) => reason switch
    {
        StopReason.Recall => "recall",
        StopReason.Preemption => "preemption",
        StopReason.LeaseEnd => "lease_end",
        StopReason.Cancel => "cancel",
        StopReason.TimeLimit => "time_limit",
        StopReason.Drain => "drain",
        _ => "turn",
    };

    public static string Of(Role role) => role switch
    {
        Role.Owner => "owner",
        Role.Operator => "operator",
        Role.Admin => "admin",
        Role.Member => "member",
        _ => "viewer",
    };

    public static decimal Seconds(Duration duration) => duration.Milliseconds / 1_000m;
}
