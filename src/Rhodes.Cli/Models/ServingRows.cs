using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>MLPerf Inference: tokens a second of whole systems, without limits (Offline) or inside them (Server, Interactive).</summary>
internal static class ServingRows
{
    /// <summary>
    /// Mean tokens of the prompts, which no result has; one assumption for each data set. OpenOrca: as long as the reference answers (294).
    /// Long documents of the 405B set: 9,400. News articles of CNN/DailyMail: 780 words, at 1.15 tokens a word.
    /// </summary>
    private static readonly Dictionary<string, (string Model, double Prompt)> DataSets = new(StringComparer.Ordinal)
    {
        ["llama2-70b"] = ("llama-2-70b", 294),
        ["llama3.1-405b"] = ("llama-3.1-405b", 9_400),
        ["llama3.1-8b"] = ("llama-3.1-8b", 900),
    };

    public static IEnumerable<CheckedRow> All() => MeasuredTable.Read("serving-mlperf-v5.1.csv").Select(Check);

    private static CheckedRow Check(MeasuredRow row)
    {
        var (model, prompt) = DataSets[row.Text("model")];
        var kind = Kinds.OfMeasured(row.Text("accelerator"));
        var devices = row.Count("accelerators");
        Traffic traffic = new(prompt, row.Given("mean_output_tokens"));
        ServiceLimits limits = new(row.Number("ttft_limit_ms") / 1_000, row.Number("tpot_limit_ms") / 1_000);
        var point = ServingCapacity.Best(Kinds.Setting(model, kind, Softwares.Tuned, Precisions.Find(row.Text("weights"))!.Value), traffic, limits, devices);
        var engine = row.Text("software").Split(' ')[0];
        return new(
            CheckFamily.Serving, row.Calibrates, $"{kind} {model} {row.Text("weights")} {row.Text("scenario")} {engine}",
            $"{row.Text("id")} {row.Text("submitter")}, {devices} devices", row.Given("tokens_per_s") / devices, point?.TokensPerSecondAndDevice, "tokens/s/device");
    }
}
