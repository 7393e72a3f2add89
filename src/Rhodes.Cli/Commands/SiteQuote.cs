using System.Text.Json.Nodes;
using Rhodes.Core.Control;
using Rhodes.Core.LeaseBook;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using Rhodes.Server.Quotes;

namespace Rhodes.Cli.Commands;

/// <summary>What a site has to lease over a window, to anybody: the quote of nothing in particular.</summary>
internal static class SiteQuote
{
    public static void Show(ControlCore core, Instant at, LeaseStep window, decimal? price, Terminal terminal)
    {
        terminal.Out.WriteLine($"{core.State.Fabric.Site}: what is to be had from {Spoken.Day(window.From)} to {Spoken.Day(window.Until)}, as leased at {Spoken.Day(at)}");
        var table = Tables.WithColumns("pool", "kind", "level", "#nodes each", "#devices each", "#there", "#left", "#devices left");
        foreach (var (pool, levels) in Pools(core, window))
        {
            foreach (var level in levels)
            {
                var each = level.Nodes * (long)pool.DevicesPerNode;
                table.Add(pool.Name, pool.Kind, level.Level.Name(), $"{level.Nodes:#,0}", $"{each:#,0}", $"{level.Domains:#,0}", $"{level.Left:#,0}", $"{each * level.Left:#,0}");
            }
        }

        terminal.Tables.Write(table);
        Spoken.Wrap(terminal, "Each row counts alone: whole domains that one lease of all of this window could be promised, with their spares. The largest level that is left is the largest gang of one network domain.", "");
        foreach (var kind in core.State.Fabric.Pools.Select(pool => pool.Spec.Kind).Distinct()) QuoteCostView.ShowListPrices(kind, null, terminal);
        if (price is { } asked) terminal.Out.WriteLine($"Here a device costs {asked} USD/h.");
        Spoken.Wrap(terminal, "With --tenant, --pool and --cells it quotes a lease: whether it can be promised, its largest gang, stability, cost and start.", "");
    }

    public static string JsonOf(ControlCore core, Instant at, LeaseStep window, decimal? price) => Json.Text(new JsonObject
    {
        ["site"] = core.State.Fabric.Site,
        ["asked_at"] = Json.At(at),
        ["from"] = Json.At(window.From),
        ["until"] = Json.At(window.Until),
        ["usd_per_hour"] = price is { } asked ? $"{asked}" : null,
        ["pools"] = Json.List(Pools(core, window), pool => new JsonObject
        {
            ["pool"] = pool.Spec.Name,
            ["kind"] = pool.Spec.Kind,
            ["devices_per_node"] = pool.Spec.DevicesPerNode,
            ["levels"] = Json.List(pool.Levels, LeaseQuoteJson.Of),
            ["list_prices"] = LeaseQuoteJson.ListPricesOf(pool.Spec.Kind, null),
        }),
    });

    private static List<(PoolSpec Spec, IReadOnlyList<LevelLeft> Levels)> Pools(ControlCore core, LeaseStep window) =>
        [.. core.State.Fabric.Pools.Select(pool => (pool.Spec, LevelsLeft.Of(Anybody(core, pool.Spec.Name), Any(pool.Spec.Name, window))))];

    private static LeaseSpec Any(string pool, LeaseStep window) => new() { Name = "any", Tenant = "", Pool = pool, Shape = CellShape.OneNode, Steps = [window] };

    /// <summary>The book as somebody without a lease here sees it.</summary>
    private static BookView Anybody(ControlCore core, string pool) => new()
    {
        Tree = core.State.Pools[core.State.Fabric.PoolIndex(pool)].Tree,
        Plan = core.State.Pools[core.State.Fabric.PoolIndex(pool)].Plan,
        Now = core.State.Now,
        NextTenure = core.State.NextTenure,
        ClassOf = core.State.ClassOf,
        NumberOf = _ => 0,
        LeasesOf = _ => [],
        Tenant = -1,
    };
}
