using Rhodes.Core.Binder;
using Rhodes.Core.Fabric;
using Rhodes.Core.Model;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Binder;

/// <summary>Cells that are sold with racks, or pods of racks, inside: which physical rack stands behind which virtual one.</summary>
public sealed class RackTests
{
    /// <summary>Two pods, each of two racks of one node.</summary>
    private static readonly CellShape TwoPods = new(Level.Hall, 0, 2, 2, 1);

    private static readonly Domain Hall = new(Level.Hall, 0);

    private static void StandsOn(Standing standing, Domain domain, params int[] hosts)
    {
        Assert.Equal((domain, 0), (standing.Domain, standing.Missing));
        Assert.Equal(hosts, standing.Hosts);
    }

    [Fact]
    public void A_cell_opens_on_the_first_racks_that_hold_it()
    {
        Floor floor = new([1, 1, 1]);
        var tenure = floor.Plan(Pod(0), tenant: 0, from: 1, until: 9);
        StandsOn(floor.Binder.Open(new(tenure, Pods(2, 1), Dedicated: false, First: 0, Needed: [])), Pod(0), 0, 1);
    }

    [Fact]
    public void A_cell_opens_beside_a_rack_in_which_other_work_runs()
    {
        Floor floor = new([2, 2, 2]);
        var tenure = floor.Plan(Pod(0), tenant: 0, from: 1, until: 9);
        floor.Busy(1);
        StandsOn(floor.Binder.Open(new(tenure, Pods(2, 2), Dedicated: false, First: 0, Needed: [])), Pod(0), 2, 3, 4, 5);
    }

    [Fact]
    public void A_whole_cell_stays_where_it_is_beside_a_larger_rack()
    {
        Floor floor = new([2, 2, 3]);
        StandsOn(floor.Binder.Heal(floor.Cell(Pods(2, 2), Pod(0))), Pod(0), 0, 1, 2, 3);
    }

    [Fact]
    public void A_virtual_rack_that_stands_well_is_not_pushed_aside_by_one_that_does_not()
    {
        Floor floor = new([1, 1, 1]);
        var cell = floor.Cell(Pods(2, 1), Pod(0), [1, 0]);
        floor.Broken(1);
        StandsOn(floor.Binder.Heal(cell), Pod(0), 2, 0);
    }

    [Fact]
    public void A_cell_that_moves_has_its_racks_in_order()
    {
        Floor floor = new([1, 1], [1, 1]);
        var cell = floor.Cell(Pods(2, 1), Pod(0));
        floor.Broken(0);
        StandsOn(floor.Binder.Heal(cell), Pod(1), 2, 3);
    }

    /// <summary>Virtual rack 1 wants two nodes, and rack 0 alone has two that are not lent; virtual rack 0 wants one, which rack 2 has too.</summary>
    [Fact]
    public void The_virtual_rack_that_wants_the_most_chooses_first()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0), [2, 3, 4, 5]);
        floor.Loan(3, 2).Loan(3, 3).Loan(5, 4);
        var standing = floor.Binder.ForWork(cell.Wanting(0, 2, 3));
        Assert.Equal((Int128)0, standing.Cost);
        StandsOn(standing, Pod(0), 5, 4, 0, 1);
    }

    /// <summary>A broken spare is no node that work could have: rack 0 has nothing that is not lent.</summary>
    [Fact]
    public void A_broken_spare_is_not_counted_among_the_nodes_that_need_no_recall()
    {
        Floor floor = new([3, 3]);
        var cell = floor.Cell(Pods(1, 2), Pod(0));
        floor.Broken(2).Loan(3, 0).Loan(3, 1);
        var standing = floor.Binder.ForWork(cell.Wanting(0));
        Assert.Equal((Int128)0, standing.Cost);
        StandsOn(standing, Pod(0), 3, 4);
    }

    [Fact]
    public void A_cell_of_pods_takes_the_spare_of_the_rack_of_the_broken_node()
    {
        Floor floor = new([2, 2], [2, 2]);
        var cell = floor.Cell(TwoPods, Hall, [0, 2, 4, 6]);
        floor.Broken(4);
        StandsOn(floor.Binder.Heal(cell), Hall, 0, 2, 5, 6);
    }

    /// <summary>Pod 1 has as many healthy nodes as the cell wants, but not in two racks: the work recalls a loan instead.</summary>
    [Fact]
    public void Work_never_costs_the_tenant_a_node_to_save_a_recall()
    {
        Floor floor = new([1, 1], [1, 2]);
        var cell = floor.Cell(new(Level.Hall, 0, 1, 2, 1), Hall);
        floor.Broken(2).Loan(3, 0).Loan(3, 1);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0)), Hall, 0, 1);
    }

    [Fact]
    public void A_cell_of_pods_comes_under_work_pod_by_pod_and_rack_by_rack()
    {
        Floor floor = new([2, 2], [2, 2]);
        var cell = floor.Cell(TwoPods, Hall, [0, 2, 4, 6]);
        floor.Loan(5, 5, 7);
        StandsOn(floor.Binder.Under(cell.Wanting(2, 3), [5, 7])!, Hall, 0, 2, 5, 7);
    }

    [Fact]
    public void Two_virtual_racks_of_a_pod_do_not_come_to_one_physical_rack()
    {
        Floor floor = new([2, 2], [2, 2]);
        var cell = floor.Cell(TwoPods, Hall, [0, 2, 4, 6]);
        floor.Busy(4).Loan(5, 5);
        Assert.Null(floor.Binder.Under(cell.Wanting(3), [5]));
    }
}
