using Rhodes.Core.Model;
using Rhodes.Core.Performance;
using Rhodes.Core.Units;
using Rhodes.Files;
using Rhodes.Tests.Shared;
using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Tests.Workloads;

/// <summary>What cells live through in the record of outages, against sums made by hand and against the formula for independent nodes.</summary>
public sealed class CellsInRecordTests
{
    private static readonly FaultTrace Trace = FaultRecord.Trace;

    private static readonly double NodeTime = (double)Trace.Nodes * Trace.Lasts.Milliseconds;

    [Fact]
    public void The_record_in_the_program_is_the_one_that_scenarios_play()
    {
        var loaded = ScenarioFiles.Load(Repository.Place("examples", "colossus-1"), [.. Catalogue.Kinds.Select(kind => kind.Id)]);
        Assert.Equal((loaded.Value!.FaultTrace!.Nodes, loaded.Value.FaultTrace.Lasts), (Trace.Nodes, Trace.Lasts));
        Assert.Equal(loaded.Value.FaultTrace.Outages, Trace.Outages);
    }

    [Fact]
    public void The_figures_are_those_of_the_record()
    {
        var days = NodeTime / 86_400_000;
        Assert.Equal((double)FaultFigures.NodeOutages.Low, Trace.Outages.Count / days * 1_000, 2);
        Assert.Equal((double)FaultFigures.NodeDownShare.Low, Trace.Outages.Sum(outage => outage.Until.Milliseconds - outage.From.Milliseconds) / NodeTime * 100, 2);
        Assert.Equal(16_384m * 54 * 24 / 419, FaultFigures.DeviceHoursPerInterruption.Low, 0);
    }

    /// <summary>A cell of all recorded nodes lives through the whole record, from wherever it begins.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(20)]
    [InlineData(34)]
    [InlineData(35)]
    public void A_cell_of_all_recorded_nodes_is_whole_while_no_more_are_down_in_the_record(int spares)
    {
        var changes = Trace.Outages.SelectMany(outage => new[] { (At: outage.From.Milliseconds, By: 1), (At: outage.Until.Milliseconds, By: -1) }).Order().ToList();
        var (down, since, whole) = (0, 0L, 0L);
        foreach (var (at, by) in changes.Append((Trace.Lasts.Milliseconds, 0)))
        {
            if (down <= spares) whole += at - since;
            (down, since) = (down + by, at);
        }

        Assert.Equal((double)whole / Trace.Lasts.Milliseconds, CellsInRecord.Of(Trace, Trace.Nodes, spares).WholeShare, 9);
    }

    [Fact]
    public void A_single_node_is_up_for_as_long_as_in_the_record()
    {
        var cells = CellsInRecord.Of(Trace, 1, 0);
        Assert.Equal(400, cells.Cells);
        Assert.Equal(Stability.WholeShare(1, 0, (double)FaultFigures.NodeDownShare.Low / 100), cells.WholeShare, 4);
    }

    /// <summary>Nodes went down together, so whole cells are rarer than if they had not; without any spare they are more common.</summary>
    [Theory]
    [InlineData(64, 4)]
    [InlineData(64, 8)]
    [InlineData(18, 1)]
    [InlineData(128, 8)]
    public void Beyond_a_few_spares_the_record_is_worse_than_independent_nodes(int nodes, int spares)
    {
        var cells = CellsInRecord.Of(Trace, nodes, spares);
        var independent = Stability.WholeShare(nodes, spares, cells.DownShare);
        Assert.True(cells.WholeShare < independent, $"{cells} against {independent}");
        Assert.InRange(independent - cells.WholeShare, 0, 0.12);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(18)]
    public void Without_spares_it_is_better(int nodes)
    {
        var cells = CellsInRecord.Of(Trace, nodes, 0);
        Assert.True(cells.WholeShare > Stability.WholeShare(nodes, 0, cells.DownShare), $"{cells}");
    }

    [Fact]
    public void Cells_larger_than_the_record_live_through_it_in_blocks()
    {
        var cells = CellsInRecord.Of(Trace, 1_000, 60);
        Assert.InRange(cells.DownShare, 0.02, 0.04);
        Assert.InRange(cells.WholeShare, 0.5, 1);
    }
}
