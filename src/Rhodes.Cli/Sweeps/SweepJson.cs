using System.Text.Json.Nodes;

namespace Rhodes.Cli.Sweeps;

/// <summary>A sweep for programs.</summary>
internal static class SweepJson
{
    public static string Of(SweepTable table, int played, decimal wallSeconds) => Json.Text(new JsonObject
    {
        ["sweep"] = table.Sweep.Name,
        ["scenario"] = table.Sweep.Scenario,
        ["out"] = table.Folder.Path,
        ["wall_seconds"] = wallSeconds,
        ["runs_in_all"] = table.Runs.Count,
        ["runs_played"] = played,
        ["runs_failed"] = table.Failed.Count(),
        ["results"] = Json.List(table.Runs, One),
    });

    private static JsonObject One(SweepRun run) => new()
    {
        ["set"] = new JsonObject(run.Varied.Select(setting => KeyValuePair.Create(setting.Path, (JsonNode?)setting.Value))),
        ["failure"] = run.Failure,
        ["runs"] = Json.List(run.Rows, row => JsonNode.Parse(row.GetRawText())),
    };
}
