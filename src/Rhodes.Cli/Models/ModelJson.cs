using System.Text.Json.Nodes;
using Rhodes.Core.Performance;

namespace Rhodes.Cli.Models;

/// <summary>Predictions for programs: SI units, names that are only ever added, null for what is unknown.</summary>
internal static class ModelJson
{
    public static string OfModels() => Json.Text(new JsonObject { ["models"] = Json.List(ModelShapes.All, Shape) });

    public static string Of(ModelAsked asked, IReadOnlyList<ServingAnswer> serving, IReadOnlyList<TrainingAnswer> training) => Json.Text(new JsonObject
    {
        ["model"] = Shape(asked.Model),
        ["software"] = asked.Software.Name,
        ["prompt_tokens"] = asked.Traffic.Prompt,
        ["output_tokens"] = asked.Traffic.Output,
        ["ttft_limit"] = asked.Limits.FirstToken,
        ["tpot_limit"] = asked.Limits.EachToken,
        ["serving"] = Json.List(serving, Serving),
        ["training"] = asked.Training is null ? null : Json.List(training, Training),
        ["cheapest"] = Json.List(Works.Cheapest(asked, serving, training), best => new JsonObject
        {
            ["work"] = best.Work, ["kind"] = best.Kind, ["weights"] = best.Weights.Name(), ["usd_per_million_tokens"] = best.Usd,
        }),
    });

    public static string OfCheck(IReadOnlyList<CheckedRow> rows) => Json.Text(new JsonObject
    {
        ["rows"] = Json.List(rows, row => new JsonObject
        {
            ["family"] = ModelCheck.Name(row.Family),
            ["role"] = row.Calibrates ? "calibrate" : "develop",
            ["case"] = row.Case,
            ["row"] = row.Row,
            ["unit"] = row.Unit,
            ["measured"] = row.Measured,
            ["predicted"] = row.Predicted,
            ["error"] = row.Error,
        }),
        ["summary"] = Json.List(ModelCheck.Summaries(rows), summary => new JsonObject
        {
            ["name"] = summary.Name, ["cases"] = summary.Cases, ["median_error"] = summary.Median, ["p90_error"] = summary.P90,
        }),
    });

    private static JsonObject Shape(ModelShape model) => new()
    {
        ["id"] = model.Id,
        ["weights"] = model.Weights,
        ["active_weights"] = model.ActiveWeights,
        ["layers"] = model.Layers,
        ["width"] = model.Width,
        ["experts"] = model.Experts,
        ["context_elements_per_token"] = model.KeyValuesPerToken,
        ["most_context"] = model.MostContext,
        ["mark"] = Core.Model.FigureMarks.Letter(model.Mark).ToString(),
        ["source"] = model.Source,
    };

    private static JsonObject Serving(ServingAnswer answer) => new()
    {
        ["kind"] = answer.Kind,
        ["weights"] = answer.Weights?.Name(),
        ["devices"] = answer.Point?.Layout.Devices,
        ["width"] = answer.Point?.Layout.Width,
        ["stages"] = answer.Point?.Layout.Stages,
        ["batch"] = answer.Point?.Batch,
        ["tokens_per_s"] = answer.Point?.TokensPerSecond,
        ["requests_per_s"] = answer.Point?.RequestsPerSecond,
        ["ttft_p99"] = answer.Point is { FirstToken99: var first } && double.IsFinite(first) ? first : null,
        ["tpot_mean"] = answer.Point?.EachToken,
        ["tpot_p99"] = answer.Point?.EachToken99,
        ["prompt_alone"] = answer.Point?.Prompt,
        ["limited_by"] = answer.Point is { } point ? ModelText.Name(point.Bound).ToLowerInvariant() : null,
        ["longest_context"] = answer.Point is null ? null : answer.Context,
        ["joules_per_token"] = answer.JoulesPerToken,
        ["usd_per_million_tokens"] = answer.UsdPerMillion,
        ["replicas"] = answer.Replicas,
        ["refusal"] = answer.Refusal,
    };

    private static JsonObject Training(TrainingAnswer answer) => new()
    {
        ["kind"] = answer.Kind,
        ["products"] = answer.Weights?.Name(),
        ["devices"] = answer.Step?.Layout.Devices,
        ["tensor"] = answer.Step?.Layout.Tensor,
        ["sequence"] = answer.Step?.Layout.Sequence,
        ["pipeline"] = answer.Step?.Layout.Stages,
        ["data"] = answer.Step?.Layout.Data,
        ["recomputed"] = answer.Step?.Recomputed,
        ["step"] = answer.Step?.Seconds,
        ["bubble"] = answer.Step?.Bubble,
        ["network"] = answer.Step?.Gradients,
        ["tokens_per_s"] = answer.Step is null ? null : answer.TokensPerSecond,
        ["mfu"] = answer.Step is null ? null : answer.Utilisation,
        ["time"] = answer.Step is null ? null : answer.Seconds,
        ["mwh"] = answer.MegawattHours,
        ["usd"] = answer.Usd,
        ["refusal"] = answer.Refusal,
    };
}
