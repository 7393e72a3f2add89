using Rhodes.Core.Binder;
using Rhodes.Core.Fabric;
using static Rhodes.Core.Tests.Fabric.Trees;

namespace Rhodes.Core.Tests.Binder;

/// <summary>Broken nodes under a cell: spares of its own domain, then another domain.</summary>
public sealed class SpareTests
{
    private static void StandsOn(Standing standing, Domain domain, int[] hosts, int missing)
    {
        Assert.Equal((domain, missing), (standing.Domain, standing.Missing));
        Assert.Equal(hosts, standing.Hosts);
    }

    [Fact]
    public void A_spare_takes_the_place_of_a_broken_node_and_the_others_stay()
    {
        Floor floor = new([4], [4]);
        var cell = floor.Cell(Racks(3), Rack(0), [3, 1, 0]);
        floor.Broken(1);
        StandsOn(floor.Binder.Heal(cell), Rack(0), [3, 2, 0], missing: 0);
    }

    [Fact]
    public void An_idle_spare_is_taken_before_one_that_is_lent()
    {
        Floor floor = new([[5]]);
        var cell = floor.Cell(Racks(3), Rack(0));
        floor.Broken(1).Loan(1, 3);
        StandsOn(floor.Binder.Heal(cell), Rack(0), [0, 4, 2], missing: 0);
    }

    [Fact]
    public void A_cell_in_use_gets_spares_around_the_work()
    {
        Floor floor = new([4], [4]);
        var cell = floor.Cell(Racks(3), Rack(0));
        floor.Busy(0, 2).Broken(1);
        StandsOn(floor.Binder.Heal(cell), Rack(0), [0, 3, 2], missing: 0);
    }

    [Fact]
    public void A_structured_cell_takes_spares_only_from_the_rack_of_the_broken_node()
    {
        Floor floor = new([3, 3], [2, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0), [0, 1, 3, 4]);
        floor.Broken(4);
        StandsOn(floor.Binder.Heal(cell), Pod(0), [0, 1, 3, 5], missing: 0);
    }

    [Fact]
    public void A_virtual_rack_goes_as_a_whole_to_a_spare_rack()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0), [0, 1, 2, 3]);
        floor.Broken(0);
        StandsOn(floor.Binder.Heal(cell), Pod(0), [4, 5, 2, 3], missing: 0);
    }

    [Fact]
    public void Nodes_of_a_busy_virtual_rack_stay_with_it_while_an_idle_one_moves()
    {
        Floor floor = new([2, 3, 2]);
        var cell = floor.Cell(Pods(2, 2), Pod(0), [0, 1, 2, 3]);
        floor.Busy(2).Broken(1, 3);
        StandsOn(floor.Binder.Heal(cell), Pod(0), [5, 6, 2, 4], missing: 0);
    }

    [Fact]
    public void An_idle_cell_without_spares_goes_to_an_equal_healthy_domain()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0, 3);
        StandsOn(floor.Binder.Heal(cell), Rack(2), [4, 5], missing: 0);
    }

    [Fact]
    public void A_lent_domain_is_better_than_a_broken_node()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0).Loan(1, 2, 3);
        StandsOn(floor.Binder.Heal(cell), Rack(1), [2, 3], missing: 0);
    }

    [Fact]
    public void A_cell_in_use_does_not_move_and_misses_the_node()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Busy(1).Broken(0);
        StandsOn(floor.Binder.Heal(cell), Rack(0), [0, 1], missing: 1);
    }

    [Fact]
    public void Where_all_are_broken_the_cell_goes_where_the_fewest_are()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0, 1, 2);
        StandsOn(floor.Binder.Heal(cell), Rack(1), [3, 2], missing: 1);
    }

    [Fact]
    public void Of_two_healthy_domains_the_one_with_the_fewest_loans_is_taken_and_the_first_among_equals()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0).Loan(1, 2).Loan(1, 4);
        StandsOn(floor.Binder.Heal(cell), Rack(1), [3, 2], missing: 0);
        floor.Loan(1, 3);
        StandsOn(floor.Binder.Heal(cell), Rack(2), [5, 4], missing: 0);
    }

    [Fact]
    public void An_idle_domain_is_taken_before_a_lent_one_that_comes_first()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0).Loan(1, 2);
        StandsOn(floor.Binder.Heal(cell), Rack(2), [4, 5], missing: 0);
    }

    [Fact]
    public void A_healthy_domain_that_is_lent_is_better_than_an_idle_one_that_is_half_broken()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0, 1, 4).Loan(1, 2);
        StandsOn(floor.Binder.Heal(cell), Rack(1), [3, 2], missing: 0);
    }

    /// <summary>Nobody stands there yet, so nobody finds a broken node today.</summary>
    [Fact]
    public void A_broken_domain_is_exchanged_with_that_of_a_lease_that_has_not_started()
    {
        Floor floor = new([2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0), until: 5);
        floor.Plan(Rack(1), tenant: 1, from: 4, until: 9);
        floor.Broken(0);
        var standing = floor.Binder.Heal(cell);
        Assert.True(standing.BySwap);
        StandsOn(standing, Rack(1), [2, 3], missing: 0);
    }

    [Fact]
    public void A_lost_node_keeps_its_broken_host_where_the_others_are_no_better()
    {
        Floor floor = new([[3]]);
        var cell = floor.Cell(Racks(2), Rack(0), [1, 2]);
        floor.Broken(0, 1, 2);
        StandsOn(floor.Binder.Heal(cell), Rack(0), [1, 2], missing: 2);
    }

    [Fact]
    public void A_whole_cell_stays_where_it_is()
    {
        Floor floor = new([3, 3]);
        var cell = floor.Cell(Racks(2), Rack(0), [2, 1]);
        floor.Broken(0).Loan(4, 1);
        StandsOn(floor.Binder.Heal(cell), Rack(0), [2, 1], missing: 0);
    }

    [Fact]
    public void Work_prefers_healthy_nodes_that_are_lent_to_broken_ones()
    {
        Floor floor = new([[3]]);
        var cell = floor.Cell(Racks(2), Rack(0), [1, 2]);
        floor.Broken(0).Loan(4, 1).Loan(6, 2);
        var standing = floor.Binder.ForWork(cell.Wanting(1));
        Assert.Equal(((Int128)4, 0), (standing.Cost, standing.Missing));
        Assert.Equal([2, 1], standing.Hosts);
    }

    [Fact]
    public void Work_changes_nothing_about_which_nodes_are_lost()
    {
        Floor floor = new([3], [2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0).Loan(4, 1);
        var standing = floor.Binder.ForWork(cell.Wanting(1));
        Assert.Equal((Rack(0), (Int128)0, 1), (standing.Domain, standing.Cost, standing.Missing));
        Assert.Equal([0, 2], standing.Hosts);
    }

    [Fact]
    public void A_whole_domain_is_better_than_one_that_is_half_broken_and_comes_first()
    {
        Floor floor = new([2, 2, 2]);
        var cell = floor.Cell(Racks(2), Rack(0));
        floor.Broken(0, 1, 2);
        StandsOn(floor.Binder.Heal(cell), Rack(2), [4, 5], missing: 0);
    }
}
