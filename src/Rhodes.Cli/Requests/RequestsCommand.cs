using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Models;
using Rhodes.Core.Performance;
using Rhodes.Twin.Serving;

namespace Rhodes.Cli.Requests;

/// <summary><c>rhodes requests</c>: what replicas of a model would do with requests that were recorded, each of them played.</summary>
internal static class RequestsCommand
{
    public static Command Create(Terminal terminal)
    {
        Argument<string> file = new("FILE") { Description = "Requests as AzurePublicDataset or Mooncake publish them, packed with gzip or not; or a folder of clients as ServeGen has them, from which requests are drawn." };
        Option<bool> json = new("--json") { Description = "Print JSON for programs." };
        Command command = new("requests", "Play recorded requests, each of them, on replicas of a model.") { file };
        RequestsOptions options = new();
        options.AddTo(command);
        command.Add(json);
        HelpWithExample.AddTo(command,
            "rhodes requests examples/requests/azure-conversation-2023.csv.gz --model llama-3.1-70b --on h100",
            "rhodes requests examples/requests/mooncake-conversation.jsonl.gz --model llama-3.1-70b --on h200 --weights fp8 --ttft 10s",
            "rhodes requests examples/requests/azure-conversation-2023.csv.gz --model llama-3.1-70b --load 4 --replicas 2 --refuse-above 2s",
            "rhodes requests examples/requests/reasoning-clients --for 4h --seed 1 --model deepseek-r1 --on h200 --weights fp8 --fair",
            "rhodes requests examples/requests/reasoning-clients --model deepseek-r1 --on h200 --weights fp8 --flow 10000 --serve 99%");
        command.SetAction(parsed =>
        {
            if (options.Read(parsed, out var mistakes) is { } asked) return Run(parsed.GetValue(file)!, asked, parsed.GetValue(json), terminal);
            foreach (var mistake in mistakes) terminal.Error.WriteLine(mistake);
            return ExitCodes.BadInput;
        });
        return command;
    }

    private static int Run(string path, RequestsAsked asked, bool asJson, Terminal terminal)
    {
        RequestFile? file;
        try
        {
            file = Directory.Exists(path) ? ClientProfiles.Draw(path, asked.Seed, asked.Seconds ?? double.PositiveInfinity, out var problem) : RequestFile.Read(path, out problem);
            if (file is null) return terminal.Refuse($"{problem}");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return terminal.Refuse($"{path}: cannot be read: {error.Message}");
        }

        if (!Directory.Exists(path) && asked.Seconds is { } seconds) file = file with { Requests = [.. file.Requests.Where(request => request.Arrival < seconds)] };
        if (RequestsService.Of(asked, file, out var mistake) is not { } service) return terminal.Refuse(mistake);
        using LongWork work = new("playing requests", terminal);
        var found = asked.Serve is { } part ? RequestsTrial.Fewest(asked, service, part, work, terminal) : RequestsTrial.Of(asked, service, work);
        if (found is not { } trial)
        {
            if (asked.Serve is null) terminal.Error.WriteLine($"{service.Spec.Replicas:#,0} {(service.Spec.Replicas == 1 ? "replica" : "replicas")} would not have served all in {FlowRun.Longest / 86_400:0} days, the longest that a flow is followed. Say more --replicas, or --refuse-above.");
            return ExitCodes.Negative;
        }

        service = service with { Spec = trial.Fleet };
        if (asJson) terminal.Out.WriteLine(JsonOf(asked, file, service, trial.Figures, trial.Run));
        else Show(asked, file, service, trial.Figures, trial.Run, terminal);
        return ExitCodes.Done;
    }

    /// <param name="run">Null: they were a flow.</param>
    private static void Show(RequestsAsked asked, RequestFile file, RequestsService service, ServiceFigures figures, ServiceRun? run, Terminal terminal)
    {
        var (requests, replica) = (service.Requests, service.Spec.Replica);
        var rate = requests.Count / Math.Max(1e-9, requests[^1].Arrival);
        terminal.Out.WriteLine($"{requests.Count:#,0} requests in {ModelText.Time(requests[^1].Arrival)}, {ModelText.Amount(rate)} a second; prompts of {requests.Average(request => request.Prompt):#,0} tokens in the mean, answers of {requests.Average(request => request.Output):#,0}");
        if (asked.Copies is { } copies) terminal.Out.WriteLine($"As a flow, with {copies:#,0.##} of each: what waits and what is served is followed, not each request by itself.");
        if (file.Skipped > 0) terminal.Out.WriteLine($"Left out: {file.Skipped:#,0} without a token in or out.");
        if (service.TooLong > 0) terminal.Out.WriteLine($"Left out: {service.TooLong:#,0} longer than {asked.Model.Id} was made for ({asked.Model.MostContext:#,0} tokens), or than a replica has room for.");
        terminal.Out.WriteLine($"{asked.Model.Id} in {asked.Weights.Name()}: {service.Spec.Replicas:#,0} {(service.Spec.Replicas == 1 ? "replica" : "replicas")} of {service.Layout} × {asked.Kind.Id}, room for {replica.CacheTokens:#,0} tokens in each; software: {asked.Software.Name}");
        var table = Tables.WithColumns("", "#mean", "#p50", "#p95", "#p99", "#longest");
        foreach (var (name, of) in new[] { ("first token", figures.FirstToken), ("each token", figures.EachToken), ("whole answer", figures.Whole) })
            table.Add(name, Time(of.Mean), Time(of.P50), Time(of.P95), Time(of.P99), Time(of.Most));
        terminal.Tables.Write(table);
        terminal.Out.WriteLine($"Served within {LimitsOf(asked.Limits)}: {Percent(figures.Within, figures.Requests)} of all requests.");
        if (asked.Serve is { } part) terminal.Out.WriteLine($"{service.Spec.Replicas:#,0} {(service.Spec.Replicas == 1 ? "replica is" : "replicas are")} the fewest that do so for {100 * part:0.##} of 100.");
        if (asked.MostWait is { } most) terminal.Out.WriteLine($"Refused when they came, since the first token would have taken more than {ModelText.Time(most)}: {figures.Refused:#,0} ({Percent(figures.Refused, figures.Requests)}).");
        var tokens = figures.OutputTokens * (asked.Copies ?? 1) / figures.Seconds;
        terminal.Out.WriteLine($"{ModelText.Amount(tokens)} tokens of answers a second, {ModelText.Amount(tokens / (service.Spec.Replicas * service.Layout.Devices))} a device.");
        if (file.PieceTokens > 0) terminal.Out.WriteLine(run is null ? "Prompts that begin alike were read anew: a flow knows nothing of them." : $"Of the tokens of prompts {Percent(run.Spared, figures.PromptTokens)} were not read, since another prompt had begun alike.");
        if (service.Spec.Clients > 0) terminal.Out.WriteLine($"{service.Spec.Clients:#,0} clients, served fairly by their tokens.");
        if (run?.DoneAgain > 0) terminal.Out.WriteLine($"The memory of a replica was full {run.DoneAgain:#,0} times, and an answer was begun anew.");
    }

    private static string Time(double seconds) => double.IsNaN(seconds) ? "-" : ModelText.Time(seconds);

    private static string Percent(double part, double of) => of == 0 ? "-" : $"{100 * part / of:0.0} %";

    private static string LimitsOf(ServiceLimits limits) => (limits.FirstToken, limits.EachToken) switch
    {
        ({ } first, { } each) => $"{ModelText.Time(first)} to the first token and {ModelText.Time(each)} for each other",
        ({ } first, null) => $"{ModelText.Time(first)} to the first token",
        (null, { } each) => $"{ModelText.Time(each)} for each token",
        _ => "no limits",
    };

    private static string JsonOf(RequestsAsked asked, RequestFile file, RequestsService service, ServiceFigures figures, ServiceRun? run) => Json.Text(new JsonObject
    {
        ["model"] = asked.Model.Id,
        ["weights"] = asked.Weights.Name(),
        ["kind"] = asked.Kind.Id,
        ["replicas"] = service.Spec.Replicas,
        ["devices_per_replica"] = service.Layout.Devices,
        ["cache_tokens_per_replica"] = service.Spec.Replica.CacheTokens,
        ["requests"] = figures.Requests,
        ["without_tokens"] = file.Skipped,
        ["too_long"] = service.TooLong,
        ["refused"] = figures.Refused,
        ["within_limits"] = figures.Within,
        ["seconds"] = Number(figures.Seconds),
        ["first_token_seconds"] = Of(figures.FirstToken),
        ["each_token_seconds"] = Of(figures.EachToken),
        ["answer_seconds"] = Of(figures.Whole),
        ["prompt_tokens"] = figures.PromptTokens,
        ["output_tokens"] = figures.OutputTokens,
        ["spared_prompt_tokens"] = run?.Spared,
        ["done_again"] = run?.DoneAgain,
        ["copies"] = asked.Copies,
        ["clients"] = service.Requests.Max(request => request.Client) + 1,
        ["fair"] = service.Spec.Clients > 0,
    });

    private static JsonObject Of(Latencies latencies) => new()
    {
        ["mean"] = Number(latencies.Mean), ["p50"] = Number(latencies.P50), ["p95"] = Number(latencies.P95), ["p99"] = Number(latencies.P99), ["max"] = Number(latencies.Most),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(Math.Round(value, 6)) : null;
}
