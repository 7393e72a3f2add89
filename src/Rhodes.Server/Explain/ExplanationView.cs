using Rhodes.Core.Units;
using Rhodes.Server.Views;

namespace Rhodes.Server.Explain;

/// <summary>What a job does now, or why it waits and what would start it.</summary>
public sealed record ExplanationView
{
    public required string Tenant { get; init; }

    public required int Job { get; init; }

    public required string Name { get; init; }

    /// <summary>When this was so.</summary>
    public required string At { get; init; }

    /// <summary><c>waiting</c>, <c>starting</c>, <c>running</c>, <c>stopping</c> or <c>over</c>.</summary>
    public required string Doing { get; init; }

    public string? RunsOn { get; init; }

    public string? Since { get; init; }

    /// <summary>When it is gone at the latest, having been told to leave.</summary>
    public string? Until { get; init; }

    /// <summary>Why its turn on its tenant's own cells has not come.</summary>
    public ReasonView? Turn { get; init; }

    /// <summary>Why it does not run on loan.</summary>
    public ReasonView? Loan { get; init; }

    /// <summary>All of it for people.</summary>
    public required IReadOnlyList<string> Lines { get; init; }

    public static ExplanationView Of(Explanation told, string tenant, Instant at) => new()
    {
        Tenant = tenant, Job = told.Told.Id.Number, Name = told.Told.Spec.Name, At = at.ToString(), Doing = TurnReasons.Snake($"{told.Doing}"),
        RunsOn = told.On is { } claim ? Words.Of(claim) : null, Since = told.Since?.ToString(), Until = told.Until?.ToString(),
        Turn = told.Turn is { } turn ? ReasonView.Of(turn) : null, Loan = told.Loan is { } loan ? ReasonView.Of(loan) : null, Lines = [.. ExplanationText.Lines(told)],
    };
}

/// <param name="BlockedBy">For programs: <c>own_work</c>.</param>
/// <param name="StartsBy">When it starts at the latest, as far as is known now.</param>
/// <param name="WouldStartWith">What would help.</param>
public sealed record ReasonView(string BlockedBy, string Why, long Needs, long Best, string? StartsBy, string? WouldStartWith)
{
    internal static ReasonView Of(Reason reason) => new(
        reason.By, reason.Why, reason.Needs, reason.Best, reason.Earliest.IsNever ? null : reason.Earliest.ToString(), reason.Change.Length == 0 ? null : reason.Change);
}
