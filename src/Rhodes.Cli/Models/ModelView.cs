using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>Predictions for people.</summary>
internal static class ModelView
{
    public static void ShowModels(Terminal terminal)
    {
        var table = Tables.WithColumns("model", "#weights", "#active", "#layers", "#width", "#KV bytes/token", "#context", "source");
        foreach (var model in ModelShapes.All)
        {
            table.Add(model.Id, ModelText.Weights(model.Weights), ModelText.Weights(model.ActiveWeights), $"{model.Layers}", $"{model.Width:#,0}",
                $"{model.KeyValuesPerToken * 2:#,0}", $"{model.MostContext:#,0}", model.Mark == Core.Model.FigureMark.Unconfirmed ? $"UNCONFIRMED: {model.Source}" : model.Source);
        }

        terminal.Tables.Write(table);
        terminal.Out.WriteLine("KV bytes: what one token of context takes at two bytes an element. Others: 'rhodes model config.json', as models are published with.");
    }

    public static void Show(ModelAsked asked, IReadOnlyList<ServingAnswer> serving, IReadOnlyList<TrainingAnswer> training, Terminal terminal)
    {
        var active = asked.Model.HasExperts ? $", {ModelText.Weights(asked.Model.ActiveWeights)} active of {asked.Model.Experts:#,0} experts a layer" : "";
        terminal.Out.WriteLine($"{asked.Model.Id}: {ModelText.Weights(asked.Model.Weights)} weights{active}, {asked.Model.KeyValuesPerToken * 2:#,0} bytes of context a token at two bytes an element");
        terminal.Out.WriteLine($"Serving, {asked.Traffic.Prompt:#,0} tokens in and {asked.Traffic.Output:#,0} out, 99 of 100 within {LimitsOf(asked.Limits)}; software: {asked.Software.Name}");
        ShowServing(asked, serving, terminal);
        if (asked.Training is { } job) ShowTraining(job, training, terminal);
        ShowCheapest(Works.Cheapest(asked, serving, training), terminal);
        ShowReservations(asked, serving, terminal);
    }

    private static void ShowServing(ModelAsked asked, IReadOnlyList<ServingAnswer> answers, Terminal terminal)
    {
        string[] names = ["kind", "weights", "#devices", "#tokens/s", "#per device", "#batch", "#TTFT", "#TPOT", "limited by", "#longest", "#J/token", "#USD/M tokens"];
        var table = Tables.WithColumns(asked.Load is null ? names : [.. names, "#replicas"]);
        foreach (var answer in answers)
        {
            if (answer.Point is not { } point) continue;
            string[] cells =
            [
                answer.Kind, ModelText.Name(answer.Weights), point.Layout.ToString(), ModelText.Amount(point.TokensPerSecond), ModelText.Amount(point.TokensPerSecondAndDevice),
                $"{Math.Floor(point.Batch):#,0}", ModelText.Time(point.FirstToken99), ModelText.Time(point.EachToken99), ModelText.Name(point.Bound), $"{answer.Context:#,0}",
                ModelText.Amount(answer.JoulesPerToken), ModelText.Amount(answer.UsdPerMillion),
            ];
            table.Add(answer.Replicas is { } replicas ? [.. cells, $"{replicas:#,0}"] : cells);
        }

        if (answers.Any(answer => answer.Point is not null)) terminal.Tables.Write(table);
        foreach (var answer in answers.Where(answer => answer.Refusal is not null)) terminal.Out.WriteLine($"{answer.Kind} {ModelText.Name(answer.Weights)}: {answer.Refusal}");
    }

    private static void ShowTraining(TrainingAsked job, IReadOnlyList<TrainingAnswer> answers, Terminal terminal)
    {
        var what = job.Work.AdaptersOnly ? "Adapters" : "Training";
        terminal.Out.WriteLine($"{what}, {job.Tokens:#,0} tokens, batches of {job.Work.GlobalBatch:#,0} × {job.Work.SequenceLength:#,0} tokens, {job.Work.Devices:#,0} devices");
        var table = Tables.WithColumns("kind", "products", "layout", "#twice", "#step", "#bubble", "#network", "#tokens/s/device", "#MFU", "#time", "#MWh", "#USD");
        foreach (var answer in answers)
        {
            if (answer.Step is not { } step) continue;
            table.Add(
                answer.Kind, ModelText.Name(answer.Weights), step.Layout.ToString(), $"{step.Recomputed:0 %}", ModelText.Time(step.Seconds), $"{step.Bubble / step.Seconds:0 %}",
                $"{step.Gradients / step.Seconds:0 %}", ModelText.Amount(answer.TokensPerSecond / step.Layout.Devices), $"{answer.Utilisation:0.0 %}", ModelText.Time(answer.Seconds),
                ModelText.Amount(answer.MegawattHours), ModelText.Amount(answer.Usd));
        }

        if (answers.Any(answer => answer.Step is not null)) terminal.Tables.Write(table);
        foreach (var answer in answers.Where(answer => answer.Refusal is not null)) terminal.Out.WriteLine($"{answer.Kind} {ModelText.Name(answer.Weights)}: {answer.Refusal}");
        terminal.Out.WriteLine("twice: layers whose forward part is computed twice to save memory. bubble, network: shares of a step. MFU: of the dense peak of these products.");
    }

    private static void ShowCheapest(IReadOnlyList<CheapestFor> cheapest, Terminal terminal)
    {
        if (cheapest.Count == 0) return;
        terminal.Out.WriteLine("Cheapest, for a million tokens (of a service: answered ones):");
        foreach (var best in cheapest) terminal.Out.WriteLine($"  {best.Work}: {best.Kind} {best.Weights.Name()}, {ModelText.Amount(best.Usd)} USD");
    }

    private static void ShowReservations(ModelAsked asked, IReadOnlyList<ServingAnswer> serving, Terminal terminal)
    {
        terminal.Out.WriteLine("Predictions: where such models and kinds were measured nine of ten are within 30 %, elsewhere nobody knows ('rhodes model --check'). Power: devices at full work, with hosts.");
        var unmeasured = asked.Kinds.Where(kind => Software.ShareOf(kind.Vendor) is null && serving.Any(answer => answer.Kind == kind.Id && answer.Point is not null)).Select(kind => kind.Id).ToList();
        if (unmeasured.Count > 0) terminal.Out.WriteLine($"Of {string.Join(", ", unmeasured)} nothing was measured: they are taken to reach NVIDIA's share of their peaks.");
        if (asked.Model.HasExperts) terminal.Out.WriteLine("No model with experts was measured: its products are smaller and reach less, so that these are upper bounds.");
        var unpriced = asked.Kinds.Where(kind => asked.PriceOf(kind.Id) is null).Select(kind => kind.Id).ToList();
        if (unpriced.Count > 0) terminal.Out.WriteLine($"No public price of {string.Join(", ", unpriced)}: --price {unpriced[0]}=USD gives one.");
        if (asked.Prices.Count < asked.Kinds.Count - unpriced.Count) terminal.Out.WriteLine("Prices that were not given are the lowest public ones on demand.");
    }

    private static string LimitsOf(ServiceLimits limits) => (limits.FirstToken, limits.EachToken) switch
    {
        (null, null) => "no limit",
        ({ } first, null) => $"TTFT {ModelText.Time(first)}",
        (null, { } each) => $"TPOT {ModelText.Time(each)}",
        ({ } first, { } each) => $"TTFT {ModelText.Time(first)} and TPOT {ModelText.Time(each)}",
    };
}
