using Rhodes.Core.Binder;
using Rhodes.Core.Fabric;
using Rhodes.Core.Units;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Binder;

/// <summary>Where a cell goes for work that starts.</summary>
public sealed class MoveTests
{
    private static void StandsOn(Standing standing, Domain domain, bool bySwap, int[] hosts, int cost, int missing = 0)
    {
        Assert.Equal((domain, bySwap, (Int128)cost, missing), (standing.Domain, standing.BySwap, standing.Cost, standing.Missing));
        Assert.Equal(hosts, standing.Hosts);
    }

    [Fact]
    public void An_idle_cell_goes_where_the_least_is_recalled()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(7, 0).Loan(3, 2).Loan(3, 3).Loan(4, 4).Loan(1, 5);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(2), bySwap: false, [5, 4], cost: 5);
    }

    /// <summary>Neither rack 1 nor rack 2 costs a recall; but the loan on rack 1 would be recalled when more of the cell is wanted.</summary>
    [Fact]
    public void An_idle_domain_is_taken_before_one_whose_spare_is_lent()
    {
        Floor floor = new([3, 3, 3]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(3, 0).Loan(3, 1).Loan(3, 2).Loan(1, 3);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(2), bySwap: false, [6, 7], cost: 0);
    }

    [Fact]
    public void A_loan_on_two_nodes_is_recalled_once()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(3, 0).Loan(2, 1).Loan(4, 2, 3);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(1), bySwap: false, [2, 3], cost: 4);
    }

    [Fact]
    public void A_cell_stays_among_equals()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(1));
        floor.Loan(3, 0).Loan(3, 2);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(1), bySwap: false, [3, 2], cost: 3);
    }

    [Fact]
    public void Nothing_is_recalled_for_nodes_that_no_work_wants()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(3, 1);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0)), Rack(0), bySwap: false, [0, 1], cost: 0);
    }

    [Fact]
    public void Wanted_nodes_take_the_nodes_that_are_not_lent_and_the_others_the_rest()
    {
        Floor floor = new([[3]]);
        var cell = floor.Cell(Racks(3), Rack(0));
        floor.Loan(3, 0).Loan(5, 2);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 2)), Rack(0), bySwap: false, [1, 2, 0], cost: 3);
    }

    [Fact]
    public void An_idle_domain_in_a_pod_that_is_in_use_is_taken_before_one_in_a_whole_pod()
    {
        Floor floor = new([2], [2], [2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Cell(Racks(2), Rack(3), tenant: 1);
        floor.Loan(1, 0);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(2), bySwap: false, [4, 5], cost: 0);
    }

    [Fact]
    public void A_cell_in_use_stays_and_only_its_idle_nodes_are_arranged_anew()
    {
        Floor floor = new([3, 3]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Busy(0).Loan(3, 1);
        StandsOn(floor.Binder.ForWork(cell.Wanting(1)), Rack(0), bySwap: false, [0, 2], cost: 0);
        floor.Loan(2, 2);
        StandsOn(floor.Binder.ForWork(cell.Wanting(1)), Rack(0), bySwap: false, [0, 2], cost: 2);
    }

    [Fact]
    public void A_cell_goes_by_move_to_a_domain_that_is_free_for_as_long_as_it_stays()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0), until: 5);
        floor.Plan(Rack(1), tenant: 1, from: 5, until: 9);
        floor.Loan(3, 0);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(1), bySwap: false, [2, 3], cost: 0);
    }

    [Fact]
    public void A_cell_goes_by_swap_to_a_domain_that_is_planned_while_it_stays()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0), until: 5);
        floor.Plan(Rack(1), tenant: 1, from: 4, until: 9);
        floor.Loan(3, 0);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(1), bySwap: true, [2, 3], cost: 0);
    }

    [Theory]
    [InlineData(0, 0)] // held through the pod around the one
    [InlineData(1, 0)] // held through the pod around the other
    [InlineData(-1, 2)] // held through the hall around both
    public void A_swap_is_illegal_when_a_later_cell_holds_just_one_of_the_two(int pod, int expected)
    {
        Floor floor = new([2, 1], [2, 1]);
        var cell = floor.Cell(Racks(2), Rack(0), until: 5);
        floor.Plan(Rack(2), tenant: 1, from: 4, until: 6);
        floor.Plan(pod < 0 ? new(Level.Hall, 0) : Pod(pod), tenant: 2, from: 6, until: 9);
        floor.Loan(3, 0);
        var standing = floor.Binder.ForWork(cell.Wanting(0, 1));
        Assert.Equal((Rack(expected), expected == 2), (standing.Domain, standing.BySwap));
    }

    [Fact]
    public void A_swap_needs_domains_alike_inside()
    {
        Floor floor = new([2, 3]);
        var cell = floor.Cell(Racks(2), Rack(0), until: 5);
        floor.Plan(Rack(1), tenant: 1, from: 4, until: 9);
        floor.Loan(3, 0);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(0), bySwap: false, [1, 0], cost: 3);
    }

    [Fact]
    public void Guests_are_not_pushed_onto_broken_nodes_by_a_swap()
    {
        Floor floor = new([3, 3]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Cell(Racks(2), Rack(1), tenant: 1);
        floor.Loan(3, 0, 1);
        floor.Broken(2);
        Assert.Equal(Rack(0), floor.Binder.ForWork(cell.Wanting(0, 1)).Domain);
        floor.Pool.SetHealthy(2, true);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0)), Rack(0), bySwap: false, [2, 1], cost: 0);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0, 1)), Rack(1), bySwap: true, [3, 4], cost: 0);
    }

    [Fact]
    public void No_cell_goes_where_own_work_runs()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Cell(Racks(2), Rack(1), tenant: 1);
        floor.Loan(3, 0).Busy(3);
        Assert.Equal(Rack(0), floor.Binder.ForWork(cell.Wanting(0, 1)).Domain);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void No_cell_goes_to_a_domain_that_is_closed(int tenant)
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Loan(3, 0).Closed(Node(3), tenant);
        Assert.Equal(Rack(0), floor.Binder.ForWork(cell.Wanting(0, 1)).Domain);
    }

    [Fact]
    public void A_cell_opens_in_the_domain_that_is_planned_for_it()
    {
        Floor floor = new([2, 3]);
        var tenure = floor.Plan(Rack(1), tenant: 0, from: 1, until: 9);
        floor.Broken(3).Loan(5, 2);
        StandsOn(floor.Binder.Open(new(tenure, Racks(2), Dedicated: false, First: 0, Needed: [])), Rack(1), bySwap: false, [4, 2], cost: 0);
    }

    [Fact]
    public void A_cell_of_one_node_goes_to_a_node_from_which_nothing_is_recalled()
    {
        Floor floor = new([[3]]);
        var cell = floor.Cell(Core.Model.CellShape.OneNode, Node(0));
        floor.Loan(7, 0).Loan(3, 1);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0)), Node(2), bySwap: false, [2], cost: 0);
        floor.Loan(5, 2);
        StandsOn(floor.Binder.ForWork(cell.Wanting(0)), Node(1), bySwap: false, [1], cost: 3);
    }

    [Fact]
    public void A_cell_does_not_swap_away_a_plan_for_which_its_domain_is_closed_already()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0), until: 5);
        floor.Plan(Rack(0), tenant: 1, from: 5, until: 9); // dedicated: its nodes are closed a notice before it opens
        floor.Plan(Rack(1), tenant: 2, from: 4, until: 9);
        floor.Loan(3, 0).Closed(Rack(0), tenant: 1);
        Assert.Equal(Rack(0), floor.Binder.ForWork(cell.Wanting(0, 1)).Domain);
    }
}
