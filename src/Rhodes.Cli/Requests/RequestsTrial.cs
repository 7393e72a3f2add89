using Rhodes.Twin.Serving;

namespace Rhodes.Cli.Requests;

/// <summary>Requests on so many replicas.</summary>
/// <param name="Run">Null: they were a flow.</param>
internal sealed record RequestsTrial(FleetSpec Fleet, ServiceFigures Figures, ServiceRun? Run)
{
    /// <summary>More replicas than requests at a time help nobody; so many times as many as the first guess are tried.</summary>
    private const int MostDoublings = 12;

    /// <returns>Null: as a flow, they are not all served in the time that is followed.</returns>
    public static RequestsTrial? Of(RequestsAsked asked, RequestsService service, LongWork work)
    {
        var run = asked.Copies is null ? ServiceRun.Play(service.Spec, service.Requests, done => work.Report((double)done / service.Requests.Count)) : null;
        work.Clear();
        var answers = run?.Answers ?? FlowRun.Play(service.Spec, service.Requests, asked.Copies!.Value);
        return answers is null ? null : new(service.Spec, ServiceFigures.Of(service.Requests, answers, asked.Limits.FirstToken, asked.Limits.EachToken), run);
    }

    /// <summary>The fewest replicas that serve such a part of all requests within the limits, by halving: one more serves no fewer.</summary>
    /// <param name="part">From 0 to 1.</param>
    /// <returns>Null: however many there are, too many requests are longer than the limits let them be. That is said.</returns>
    public static RequestsTrial? Fewest(RequestsAsked asked, RequestsService service, double part, LongWork work, Terminal terminal)
    {
        var (replicas, tooFew) = (service.Spec.Replicas, 0);
        var enough = Try(replicas);
        for (var i = 0; !IsEnough(enough); i++)
        {
            if (i == MostDoublings || replicas > int.MaxValue / 2)
            {
                var within = enough is null ? 0 : 100.0 * enough.Figures.Within / enough.Figures.Requests;
                terminal.Error.WriteLine($"With {replicas:#,0} replicas {within:0.0} of 100 requests are served within the limits, and more do not help: their prompts take too long by themselves.");
                return null;
            }

            (replicas, tooFew) = (2 * replicas, replicas);
            enough = Try(replicas);
        }

        while (replicas - tooFew > 1)
        {
            var between = tooFew + ((replicas - tooFew) / 2);
            var trial = Try(between);
            if (IsEnough(trial)) (enough, replicas) = (trial, between);
            else tooFew = between;
        }

        return enough;

        RequestsTrial? Try(int count) => Of(asked, service with { Spec = service.Spec with { Replicas = count } }, work);

        bool IsEnough(RequestsTrial? trial) => trial is not null && trial.Figures.Within >= part * trial.Figures.Requests;
    }
}
