using Rhodes.Twin.Serving;

namespace Rhodes.Cli.Requests;

/// <summary>Requests on so many replicas.</summary>
/// <param name="Run">Null: they were a flow.</param>
internal sealed record RequestsTrial(FleetSpec Fleet, ServiceFigures Figures, ServiceRun? Run)
{
    /// <summary>More replicas than requests at a time help nobody; so many times as many as the first guess are tried.</summary>
    private const int MostDoublings = 12;

    public static RequestsTrial Of(RequestsAsked asked, RequestsService service, LongWork work)
    {
        var run = asked.Copies is null ? ServiceRun.Play(service.Spec, service.Requests, done => work.Report((double)done / service.Requests.Count)) : null;
        work.Clear();
        var answers = run?.Answers ?? FlowRun.Play(service.Spec, service.Requests, asked.Copies!.Value);
        return new(service.Spec, ServiceFigures.Of(service.Requests, answers, asked.Limits.FirstToken, asked.Limits.EachToken), run);
    }

    /// <summary>The fewest replicas that serve such a part of all requests within the limits, by halving: one more serves no fewer.</summary>
    /// <param name="part">From 0 to 1.</param>
    /// <returns>Null: however many there are, too many requests are longer than the limits let them be. That is said.</returns>
    public static RequestsTrial? Fewest(RequestsAsked asked, RequestsService service, double part, LongWork work, Terminal terminal)
    {
        var (enough, tooFew) = (Try(service.Spec.Replicas), 0);
        for (var i = 0; !IsEnough(enough); i++)
        {
            if (i == MostDoublings || enough.Fleet.Replicas > int.MaxValue / 2)
            {
                terminal.Error.WriteLine($"With {enough.Fleet.Replicas:#,0} replicas {100.0 * enough.Figures.Within / enough.Figures.Requests:0.0} of 100 requests are served within the limits, and more do not help: their prompts take too long by themselves.");
                return null;
            }

            (enough, tooFew) = (Try(2 * enough.Fleet.Replicas), enough.Fleet.Replicas);
        }

        while (enough.Fleet.Replicas - tooFew > 1)
        {
            var between = Try(tooFew + ((enough.Fleet.Replicas - tooFew) / 2));
            if (IsEnough(between)) enough = between;
            else tooFew = between.Fleet.Replicas;
        }

        return enough;

        RequestsTrial Try(int replicas) => Of(asked, service with { Spec = service.Spec with { Replicas = replicas } }, work);

        bool IsEnough(RequestsTrial trial) => trial.Figures.Within >= part * trial.Figures.Requests;
    }
}
