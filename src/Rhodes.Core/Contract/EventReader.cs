using System.Text.Json;
using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Contract;

/// <summary>
/// Reads what <see cref="EventWriter"/> writes, member by member: the serializer, which looks for a kind among all kinds and for each member by its name, costs ten times as much. What is in any other
/// form, from another hand or with members that came later, is left to it.
/// </summary>
internal static class EventReader
{
    private static readonly JsonEncodedText[] Kinds = Array.ConvertAll(
        [
            "attempt_launched.1", "turn_launched.1", "attempt_ended.1", "job_ended.1", "turn_ended.1", "job_submitted.1", "attempt_placed.1", "turn_started.1", "attempt_stopping.1", "turn_stopping.1",
            "nodes_rehosted.1",
        ],
        kind => JsonEncodedText.Encode(kind));

    /// <param name="reader">Stands on the event's first token; on its last afterwards.</param>
    /// <returns>Null, and the reader was not moved, when it is left to the serializer.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">A text is not UTF-8.</exception>
    public static Event? TryRead(ref Utf8JsonReader reader)
    {
        FormReader form = new(reader);
        form.Start();
        var kind = form.Word("kind"u8, Kinds);
        if (!form.Fits) return null;
        Event @event = kind switch
        {
            0 => new AttemptLaunched(Attempt(ref form), form.Long("resume_from_ms"u8)),
            1 => new TurnLaunched(Job(ref form)),
            2 => new AttemptEnded(Attempt(ref form), (AttemptEnd)form.Word("how"u8, EventWriter.AttemptEnds), form.Long("kept_ms"u8)),
            3 => new JobEnded(Job(ref form), (JobOutcome)form.Word("outcome"u8, EventWriter.Outcomes), form.Long("work_ms"u8)),
            4 => new TurnEnded(Job(ref form), (TurnEnd)form.Word("how"u8, EventWriter.TurnEnds)),
            5 => new JobSubmitted(Job(ref form), SpecReader.Read(ref form), form.Int("replica"u8)),
            6 => new AttemptPlaced(Attempt(ref form), (Claim)form.Word("claim"u8, EventWriter.Claims), NodeShares(ref form), form.Int("speed_thousandths"u8)),
            7 => new TurnStarted(Job(ref form), VirtualShares(ref form), form.Int("speed_thousandths"u8)),
            8 => new AttemptStopping(Attempt(ref form), new(form.Long("deadline"u8)), (StopReason)form.Word("why"u8, EventWriter.Reasons)),
            9 => new TurnStopping(Job(ref form), new(form.Long("until"u8)), (StopReason)form.Word("why"u8, EventWriter.Reasons)),
            10 => new NodesRehosted(form.Int("pool"u8), form.Int("tenant"u8), Numbers(ref form, "virtual"u8), Nodes(ref form, "hosts"u8)),
            _ => throw Invariant.Broken("a kind of event is known by its name and cannot be read"),
        };
        if (!form.IsAtEnd) return null;
        reader = form.Reader;
        return @event;
    }

    private static AttemptId Attempt(ref FormReader form)
    {
        form.Start("attempt"u8);
        AttemptId attempt = new(Job(ref form), form.Int("ordinal"u8));
        form.End();
        return attempt;
    }

    private static JobId Job(ref FormReader form)
    {
        form.Start("job"u8);
        JobId job = new(form.Int("tenant"u8), form.Int("number"u8));
        form.End();
        return job;
    }

    private static NodeShare[] NodeShares(ref FormReader form)
    {
        List<NodeShare> shares = new(1);
        form.StartList("place"u8);
        while (!form.IsAtEndOfList)
        {
            form.Start();
            shares.Add(new(form.Int("pool"u8), Demand(ref form), Nodes(ref form, "nodes"u8)));
            form.End();
        }

        form.EndList();
        return [.. shares];
    }

    private static VirtualShare[] VirtualShares(ref FormReader form)
    {
        List<VirtualShare> shares = new(1);
        form.StartList("place"u8);
        while (!form.IsAtEndOfList)
        {
            form.Start();
            shares.Add(new(form.Int("pool"u8), Demand(ref form), Numbers(ref form, "nodes"u8)));
            form.End();
        }

        form.EndList();
        return [.. shares];
    }

    private static NodeDemand Demand(ref FormReader form)
    {
        form.Start("demand"u8);
        NodeDemand demand = new(form.Int("devices"u8), form.Int("cores"u8), form.Long("memory_mib"u8));
        form.End();
        return demand;
    }

    private static NodeId[] Nodes(ref FormReader form, ReadOnlySpan<byte> name)
    {
        form.StartList(name);
        var nodes = new NodeId[form.CountLeft()];
        for (var i = 0; i < nodes.Length; i++) nodes[i] = new(form.Int());
        form.EndList();
        return nodes;
    }

    private static int[] Numbers(ref FormReader form, ReadOnlySpan<byte> name)
    {
        form.StartList(name);
        var numbers = new int[form.CountLeft()];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = form.Int();
        form.EndList();
        return numbers;
    }
}
