using System.CommandLine;
using System.Text.Json.Nodes;
using Rhodes.Cli.Client;
using Rhodes.Server.Http;

namespace Rhodes.Cli.Live;

/// <summary>A server's machines, and what they are used for.</summary>
internal static class LiveFabric
{
    private const int Page = 1_000;

    /// <summary>Uses in the order in which people ask for them.</summary>
    private static readonly string[] Uses = ["dedicated", "guaranteed", "loan", "held", "idle", "down"];

    public static async Task<int> ShowAsync(Asking asking) =>
        asking.Answer<FabricAnswer>(await asking.Site.GetAsync("fabric", asking.Cancel).ConfigureAwait(false), fabric =>
        {
            var terminal = asking.Terminal;
            terminal.Out.WriteLine($"{Plain.Text(fabric.Site)}: {fabric.Pools.Sum(pool => pool.Nodes):#,0} node{(fabric.Pools.Sum(pool => pool.Nodes) == 1 ? "" : "s")}, {fabric.Devices:#,0} device{(fabric.Devices == 1 ? "" : "s")}{(fabric.HardwareIsSimulated ? ", simulated" : "")}");
            var pools = Tables.WithColumns("pool", "kind", "#nodes", "#down", "#devices each", "#cores each", "#memory each");
            foreach (var pool in fabric.Pools)
                pools.Add(Plain.Text(pool.Name), Plain.Text(pool.Kind), $"{pool.Nodes:#,0}", $"{pool.NodesDown:#,0}", $"{pool.DevicesPerNode}", $"{pool.CoresPerNode:#,0}", $"{pool.MemoryMibPerNode / 1024m:#,0} GiB");
            terminal.Tables.Write(pools);
            var uses = Tables.WithColumns("devices are", "#now", "#share");
            foreach (var use in Uses.Where(fabric.InUse.ContainsKey).Concat(fabric.InUse.Keys.Except(Uses)))
                uses.Add(Plain.Text(use == "loan" ? "on loan" : use), $"{fabric.InUse[use]:#,0}", fabric.Devices == 0 ? "" : $"{100m * fabric.InUse[use] / fabric.Devices:0.0} %");
            terminal.Tables.Write(uses);
        });

    public static Command Nodes(Terminal terminal)
    {
        Option<bool> down = new("--down") { Description = "Only those that are out of use, or about to be." };
        return ClientCommand.Create("nodes", "List the nodes of the server that is asked.", [down], ["rhodes fabric nodes --down"], terminal, async (parsed, asking) =>
        {
            JsonArray all = [];
            for (var isWhole = false; !isWhole;)
            {
                var after = all.Count == 0 ? "" : $"&after={Uri.EscapeDataString(all[^1]!["name"]!.GetValue<string>())}";
                var page = (await asking.Site.GetAsync($"nodes?limit={Page}&state={(parsed.GetValue(down) ? "down" : "all")}{after}", asking.Cancel).ConfigureAwait(false)).Json()["nodes"] as JsonArray ?? [];
                foreach (var node in page) all.Add(node?.DeepClone());
                isWhole = page.Count < Page;
            }

            if (asking.AsJson) terminal.Out.WriteLine(Json.Text(new JsonObject { ["nodes"] = all }));
            else Show(all.As<NodeView>(), parsed.GetValue(down), terminal);
            return ExitCodes.Done;
        });
    }

    private static void Show(List<NodeView> nodes, bool downOnly, Terminal terminal)
    {
        if (nodes.Count == 0)
        {
            terminal.Out.WriteLine(downOnly ? "All nodes are in use." : "There are no nodes.");
            return;
        }

        var table = Tables.WithColumns("node", "pool", "state", "#devices");
        foreach (var node in nodes) table.Add(Plain.Text(node.Name), Plain.Text(node.Pool), node.DrainsBy is { } by ? $"out by {Times.When(by)}" : node.Up ? "up" : "down", $"{node.Devices}");
        terminal.Tables.Write(table);
    }
}
