using Rhodes.Core.Contract;
using Rhodes.Core.Units;
using Rhodes.Server.Log;

namespace Rhodes.Server.Site;

/// <summary>What became of a command, when it is durable.</summary>
/// <param name="Refusal">Why it changed nothing; null: it was done.</param>
/// <param name="FirstJob">The first number of the jobs that it submitted; 0: it submitted none.</param>
public sealed record Decided(Instant At, string? Refusal, int FirstJob, int Jobs)
{
    /// <summary>Its key was that of another request; nothing was done.</summary>
    public bool IsKeyOfAnother { get; init; }

    public static Decided Of(Instant at, IReadOnlyList<Event> events)
    {
        var (refusal, first, count) = ((string?)null, 0, 0);
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i] is CommandRefused refused) refusal = refused.Why;
            else if (events[i] is JobSubmitted submitted && ++count == 1) first = submitted.Job.Number;
        }

        return new(at, refusal, first, count);
    }
}

/// <summary>All that was decided at one instant, in order. The last entry may be the closing of the instant.</summary>
/// <param name="Entries">Of the log.</param>
/// <param name="Orders">For the engine.</param>
/// <param name="Durable">Ends when all of it is durable.</param>
/// <param name="FirstAnswers">Called then: whoever asked waits for them, and needs no view.</param>
/// <param name="Answers">Called when the views have it too.</param>
internal sealed record Batch(
    long FirstSequence, IReadOnlyList<Entry> Entries, IReadOnlyList<EngineOrder> Orders, Task Durable, IReadOnlyList<Action<Exception?>> FirstAnswers, IReadOnlyList<Action<Exception?>> Answers);
