using System.Text.Json.Nodes;
using Rhodes.Core.Model;

namespace Rhodes.Cli.Commands;

/// <summary>A lease for programs.</summary>
internal static class LeaseJson
{
    public static JsonObject Of(LeaseSpec lease) => new()
    {
        ["name"] = lease.Name,
        ["tenant"] = lease.Tenant,
        ["pool"] = lease.Pool,
        ["mode"] = lease.Mode.ToString().ToLowerInvariant(),
        ["recall_notice"] = Json.Seconds(lease.RecallNotice),
        ["shape"] = Of(lease.Shape),
        ["steps"] = Json.List(lease.Steps, step => new JsonObject { ["from"] = Json.At(step.From), ["until"] = Json.At(step.Until), ["cells"] = step.Cells }),
    };

    /// <summary>Zero says that a level is not offered inside the cell.</summary>
    private static JsonObject Of(CellShape shape) => new()
    {
        ["level"] = Core.Units.Levels.Name(shape.Level),
        ["halls"] = shape.Halls,
        ["pods"] = shape.Pods,
        ["racks"] = shape.Racks,
        ["nodes"] = shape.Nodes,
        ["total_nodes"] = shape.TotalNodes,
    };
}
