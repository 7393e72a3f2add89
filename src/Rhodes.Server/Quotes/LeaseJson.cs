using System.Text.Json.Nodes;
using Rhodes.Core.Model;

namespace Rhodes.Server.Quotes;

/// <summary>A lease for programs.</summary>
public static class LeaseJson
{
    public static JsonObject Of(LeaseSpec lease) => new()
    {
        ["name"] = lease.Name,
        ["tenant"] = lease.Tenant,
        ["pool"] = lease.Pool,
        ["mode"] = lease.Mode.ToString().ToLowerInvariant(),
        ["recall_notice"] = JsonParts.Seconds(lease.RecallNotice),
        ["shape"] = Of(lease.Shape),
        ["steps"] = JsonParts.List(lease.Steps, step => new JsonObject { ["from"] = JsonParts.At(step.From), ["until"] = JsonParts.At(step.Until), ["cells"] = step.Cells }),
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
