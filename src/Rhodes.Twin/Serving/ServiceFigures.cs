namespace Rhodes.Twin.Serving;

/// <summary>Seconds of many requests.</summary>
/// <param name="Mean">NaN, as all others: there were none.</param>
public sealed record Latencies(double Mean, double P50, double P95, double P99, double Most)
{
    /// <param name="seconds">Are put in order.</param>
    public static Latencies Of(List<double> seconds)
    {
        seconds.Sort();
        return new(seconds.Count == 0 ? double.NaN : seconds.Average(), At(0.50), At(0.95), At(0.99), At(1));

        // The smallest that so large a part is not above.
        double At(double part) => seconds.Count == 0 ? double.NaN : seconds[Math.Max(0, (int)Math.Ceiling(part * seconds.Count) - 1)];
    }
}

/// <summary>What a service did with requests.</summary>
/// <param name="Refused">When they came.</param>
/// <param name="Seconds">From the first arrival to the last token.</param>
/// <param name="Within">Requests that were served inside both limits.</param>
/// <param name="EachToken">Of each request the mean after its first token; of those with more than one.</param>
/// <param name="Whole">From arrival to the last token.</param>
/// <param name="PromptTokens">Of those that were served.</param>
public sealed record ServiceFigures(int Requests, int Refused, double Seconds, int Within, Latencies FirstToken, Latencies EachToken, Latencies Whole, long PromptTokens, long OutputTokens)
{
    /// <param name="mostFirst">Seconds to the first token; null: no limit.</param>
    /// <param name="mostEach">Seconds of each token after it, in the mean of a request; null: no limit.</param>
    public static ServiceFigures Of(IReadOnlyList<ServedRequest> requests, IReadOnlyList<ServiceAnswer> answers, double? mostFirst, double? mostEach)
    {
        List<double> first = [], each = [], whole = [];
        var (within, prompts, outputs, end) = (0, 0L, 0L, requests.Count == 0 ? 0 : requests[^1].Arrival);
        for (var i = 0; i < requests.Count; i++)
        {
            if (answers[i].IsRefused) continue;
            var (request, answer) = (requests[i], answers[i].Answer);
            var toFirst = answer.FirstToken - request.Arrival;
            var ofEach = request.Output > 1 ? (answer.LastToken - answer.FirstToken) / (request.Output - 1) : (double?)null;
            first.Add(toFirst);
            if (ofEach is { } seconds) each.Add(seconds);
            whole.Add(answer.LastToken - request.Arrival);
            if (!(toFirst > mostFirst) && !(ofEach > mostEach)) within++;
            (prompts, outputs, end) = (prompts + request.Prompt, outputs + request.Output, Math.Max(end, answer.LastToken));
        }

        return new(requests.Count, requests.Count - first.Count, end, within, Latencies.Of(first), Latencies.Of(each), Latencies.Of(whole), prompts, outputs);
    }
}
