using Rhodes.Core.Performance;
using Rhodes.Twin.Serving;

namespace Rhodes.Cli.Requests;

/// <summary>The service that was asked for, and the requests that it can serve.</summary>
/// <param name="Requests">At the load that was asked for.</param>
/// <param name="TooLong">Requests that are longer than the model was made for, or than a replica has room for; they are not played.</param>
internal sealed record RequestsService(FleetSpec Spec, Layout Layout, IReadOnlyList<ServedRequest> Requests, int TooLong)
{
    /// <param name="mistake">Why there is no such service; empty on success.</param>
    public static RequestsService? Of(RequestsAsked asked, RequestFile file, out string mistake)
    {
        mistake = "";
        if (Machine.Of(asked.Kind, out var lacks) is not { } machine) return Refuse($"--on: nothing is computed for {asked.Kind.Id}: {string.Join(" and ", lacks)} unknown or unconfirmed", out mistake);
        ModelOnMachine it = new(asked.Model, machine, asked.Software, asked.Weights);
        List<ServedRequest> requests = [.. file.Requests.Where(request => (long)request.Prompt + request.Output <= asked.Model.MostContext)];
        if (requests.Count == 0) return Refuse($"every request is longer than the {asked.Model.MostContext:#,0} tokens that {asked.Model.Id} was made for", out mistake);
        Traffic traffic = new(requests.Average(request => request.Prompt), requests.Average(request => request.Output));
        if (LayoutFor(asked, it, traffic) is not { } layout)
        {
            var needed = ServingMemory.DevicesNeeded(it, traffic.LongestContext);
            return Refuse($"{asked.Model.Id} in {asked.Weights.Name()} ({it.WeightBytes / 1e9:#,0} GB of weights) does not fit on {(asked.Width is { } width ? $"{width} × {asked.Kind.Id} (--width)" : $"the {machine.FastDevices:#,0} {asked.Kind.Id} of a fast domain")}; by memory alone it needs {needed:#,0}. Replicas in stages are not played request by request.", out mistake);
        }

        var replica = ModelledReplica.Of(it, layout, traffic, asked.StepTokens, file.PieceTokens)!;
        requests = [.. requests.Where(request => (long)request.Prompt + request.Output <= replica.CacheTokens).Select(request => request with { Arrival = request.Arrival / asked.Load })];
        if (requests.Count > 0 && asked.Copies is not null && requests[^1].Arrival > FlowRun.Longest) return Refuse($"the last request comes after {requests[^1].Arrival / 86_400:#,0} days; a flow is followed for {FlowRun.Longest / 86_400:0} (--for leaves out what comes later)", out mistake);
        if (requests.Count == 0) return Refuse($"every request is longer than the {replica.CacheTokens:#,0} tokens that a replica of {layout} × {asked.Kind.Id} has room for", out mistake);
        if ((asked.Replicas ?? Needed(it, layout, traffic, asked, requests) ?? (asked.Serve is null ? null : 1)) is not { } replicas) return Refuse(WhyNot(it, traffic, layout), out mistake);
        return new(new(replica, replicas, asked.MostWait, asked.IsFair ? requests.Max(request => request.Client) + 1 : 0), layout, requests, file.Requests.Count - requests.Count);
    }

    private static Layout? LayoutFor(RequestsAsked asked, ModelOnMachine it, Traffic traffic)
    {
        var fitting = ServingMemory.Layouts(it, traffic.LongestContext, asked.Width ?? ServingMemory.Widths[^1]).Where(layout => layout.Stages == 1 && (asked.Width is null || layout.Width == asked.Width)).ToList();
        if (fitting.Count == 0) return null;
        return fitting.MaxBy(layout => ServingCapacity.Most(it, layout, traffic, asked.Limits)?.TokensPerSecondAndDevice ?? 0);
    }

    /// <summary>In the busiest ten minutes, so that a night does not hide the day.</summary>
    private static int? Needed(ModelOnMachine it, Layout layout, Traffic traffic, RequestsAsked asked, List<ServedRequest> requests)
    {
        const double Window = 600;
        if (ServingCapacity.Most(it, layout, traffic, asked.Limits) is not { } point) return null;
        var busiest = requests.GroupBy(request => (long)(request.Arrival / Window)).Max(window => window.Count());
        return (int)Math.Clamp(Math.Ceiling((asked.Copies ?? 1) * busiest / Math.Min(Window, Math.Max(1, requests[^1].Arrival)) / point.RequestsPerSecond), 1, int.MaxValue);
    }

    private static string WhyNot(ModelOnMachine it, Traffic traffic, Layout layout)
    {
        var alone = ServingCapacity.At(it, layout, traffic, 1);
        return $"the limits cannot be met: one request at a time on {layout} × {it.Machine.Kind.Id} has TTFT {Models.ModelText.Time(alone.FirstToken99)} and TPOT {Models.ModelText.Time(alone.EachToken99)}. Say --replicas to play it all the same, or other limits.";
    }

    private static RequestsService? Refuse(string why, out string mistake)
    {
        mistake = why;
        return null;
    }
}
