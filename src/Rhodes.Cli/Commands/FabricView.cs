using System.Text.Json.Nodes;
using Rhodes.Core.Units;

using Rhodes.Server.Explain;

namespace Rhodes.Cli.Commands;

/// <summary>A site's hardware, for people and for programs.</summary>
internal static class FabricView
{
    public static void Show(string site, Instant at, List<PoolSummary> pools, Terminal terminal)
    {
        terminal.Out.WriteLine($"{site}: {pools.Sum(pool => pool.Nodes):#,0} nodes, {pools.Sum(pool => pool.Devices(pool.Nodes)):#,0} devices, as leased at {at}");
        var table = Tables.WithColumns("pool", "kind", "#halls", "#pods", "#racks", "#nodes", "#devices", "#leased", "#free");
        foreach (var pool in pools)
        {
            table.Add(pool.Spec.Name, pool.Spec.Kind, $"{pool.Halls:#,0}", $"{pool.Pods:#,0}", $"{pool.Racks:#,0}", $"{pool.Nodes:#,0}",
                $"{pool.Devices(pool.Nodes):#,0}", $"{pool.Devices(pool.Leased):#,0}", $"{pool.Devices(pool.Nodes - pool.Leased):#,0}");
        }

        terminal.Tables.Write(table);
        var tree = Tables.WithColumns("pool", "pods", "each", "#nodes", "#devices", "#leased", "#free");
        foreach (var pool in pools)
        {
            foreach (var branch in pool.Branches)
            {
                tree.Add(pool.Spec.Name, NameRanges.Of(branch.Pods), branch.Inside, $"{branch.Nodes:#,0}", $"{pool.Devices(branch.Nodes):#,0}",
                    $"{pool.Devices(branch.Leased):#,0}", $"{pool.Devices(branch.Nodes - branch.Leased):#,0}");
            }
        }

        terminal.Tables.Write(tree);
        terminal.Out.WriteLine("leased, free: devices; a leased cell counts with its spares.");
    }

    public static string Json(string site, Instant at, List<PoolSummary> pools) => Cli.Json.Text(new JsonObject
    {
        ["site"] = site,
        ["at"] = Cli.Json.At(at),
        ["devices"] = pools.Sum(pool => pool.Devices(pool.Nodes)),
        ["pools"] = Cli.Json.List(pools, Of),
    });

    private static JsonObject Of(PoolSummary pool) => new()
    {
        ["pool"] = pool.Spec.Name,
        ["kind"] = pool.Spec.Kind,
        ["devices_per_node"] = pool.Spec.DevicesPerNode,
        ["halls"] = pool.Halls,
        ["pods"] = pool.Pods,
        ["racks"] = pool.Racks,
        ["nodes"] = pool.Nodes,
        ["devices"] = pool.Devices(pool.Nodes),
        ["leased_devices"] = pool.Devices(pool.Leased),
        ["free_devices"] = pool.Devices(pool.Nodes - pool.Leased),
        ["branches"] = Cli.Json.List(pool.Branches, branch => new JsonObject
        {
            ["pods"] = Cli.Json.List(branch.Pods, pod => (JsonNode)pod),
            ["inside"] = branch.Inside,
            ["nodes"] = branch.Nodes,
            ["leased_nodes"] = branch.Leased,
        }),
    };
}
