namespace Rhodes.Core.Performance;

/// <summary>What ends the growth of a batch.</summary>
public enum ServingBound
{
    /// <summary>The memory for the context of more sequences, or the engine's most sequences.</summary>
    Batch = 0,
    FirstToken = 1,
    EachToken = 2,
}

/// <summary>A replica that is as busy as it may be.</summary>
/// <param name="Batch">Sequences that it has at a time, in all stages.</param>
/// <param name="FirstToken99">Seconds; infinite where prompts come as fast as they can be read, which only a service without that limit allows.</param>
/// <param name="EachToken">Seconds, mean.</param>
/// <param name="EachToken99">Seconds.</param>
/// <param name="Prompt">Seconds that a lone prompt takes.</param>
public sealed record ServingPoint(
    Layout Layout, double Batch, double RequestsPerSecond, double TokensPerSecond, double FirstToken99, double EachToken, double EachToken99,
    double Prompt, ServingBound Bound)
{
    public double TokensPerSecondAndDevice => TokensPerSecond / Layout.Devices;
}

/// <summary>The most that a replica serves inside its limits: prompts and answers in one continuous batch.</summary>
public static class ServingCapacity
{
    /// <summary>Standard deviations above the mean that 99 of 100 stay under.</summary>
    private const double Of99 = 2.33;

    /// <summary>Of all layouts the one with the most tokens for each device; of equal ones that with fewer devices.</summary>
    /// <returns>Null when no layout holds the model or none meets the limits: <see cref="Reachable"/> says what could be.</returns>
    public static ServingPoint? Best(ModelOnMachine it, Traffic traffic, ServiceLimits limits, int mostDevices)
    {
        ServingPoint? best = null;
        foreach (var layout in ServingMemory.Layouts(it, traffic.LongestContext, mostDevices))
        {
            var point = Most(it, layout, traffic, limits);
            if (point is not null && (best is null || point.TokensPerSecondAndDevice > best.TokensPerSecondAndDevice)) best = point;
        }

        return best;
    }

    /// <summary>The shortest times that any layout can give, with one sequence at a time.</summary>
    /// <returns>Null when no layout holds the model.</returns>
    public static ServiceLimits? Reachable(ModelOnMachine it, Traffic traffic, int mostDevices)
    {
        var alone = ServingMemory.Layouts(it, traffic.LongestContext, mostDevices).Select(layout => At(it, layout, traffic, 1)).ToList();
        return alone.Count == 0 ? null : new(alone.Min(point => point.FirstToken99), alone.Min(point => point.EachToken99));
    }

    /// <summary>The largest batch of one layout inside the limits, by halving: every time grows with it.</summary>
    /// <returns>Null when even one sequence at a time is too slow.</returns>
    public static ServingPoint? Most(ModelOnMachine it, Layout layout, Traffic traffic, ServiceLimits limits)
    {
        var most = Math.Min((double)it.Software.MostSequences * layout.Stages, ServingMemory.ContextTokens(it, layout) / traffic.MeanContext);
        if (most < 1) return null;
        if (Broken(At(it, layout, traffic, most)) is not { } bound) return At(it, layout, traffic, most);
        if (Broken(At(it, layout, traffic, 1)) is not null) return null;
        var (kept, broken) = (1.0, most);
        for (var i = 0; i < 40; i++)
        {
            var batch = (kept + broken) / 2;
            if (Broken(At(it, layout, traffic, batch)) is { } which) (broken, bound) = (batch, which);
            else kept = batch;
        }

        return At(it, layout, traffic, kept) with { Bound = bound };

        ServingBound? Broken(ServingPoint point) =>
            point.EachToken99 > limits.EachToken ? ServingBound.EachToken
            : point.FirstToken99 > limits.FirstToken ? ServingBound.FirstToken
            : null;
    }

    /// <summary>
    /// A steady state with so many sequences: in every step each gets a token, and as many prompts begin as answers end, <c>B / output</c>.
    /// Stages work on <c>B / stages</c> each, so that a token takes the way through all of them.
    /// A token takes <c>t</c>; its 99th percentile adds the spread of how many prompts a request meets, Poisson:
    /// <c>t + 2.33 √n s / output</c>. The first token takes the queue, the prompt and the step that it falls into.
    /// </summary>
    public static ServingPoint At(ModelOnMachine it, Layout layout, Traffic traffic, double batch)
    {
        var each = batch / layout.Stages;
        StepWork work = new(each * traffic.Prompt / traffic.Output, traffic.Prompt, each, traffic.MeanContext);
        var token = Steps.Time(it, layout, work).Seconds;
        var requests = batch / (traffic.Output * token);
        var lone = Steps.Time(it, layout, StepWork.Prompt(traffic.Prompt));
        // Where the host starts every kernel, prompts are read in steps of their own.
        var prompt = it.Software.HostPromptSeconds > 0 ? lone.Seconds : lone.BesideWeights;
        var met = requests / layout.Stages * traffic.Output * token;
        var load = requests * prompt / layout.Stages;
        var first = load < 1 ? prompt + token + PromptWait.Wait99(load, prompt / layout.Stages, traffic.Spread) : double.PositiveInfinity;
        return new(
            layout, batch, requests, batch / token, first, token, token + Of99 * Math.Sqrt(met) * prompt / traffic.Output,
            lone.Seconds, ServingBound.Batch);
    }
}
