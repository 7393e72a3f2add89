using Rhodes.Twin.Workloads;

namespace Rhodes.Twin.Tests.Workloads;

public sealed class ExponentialTests
{
    [Fact]
    public void Draws_are_exponential_with_mean_one()
    {
        Chance chance = new(5);
        const int count = 400_000;
        var draws = Enumerable.Range(0, count).Select(_ => Exponential.Draw(chance) / (double)(1 << Exponential.Bits)).Order().ToList();
        Assert.InRange(draws.Average(), 0.995, 1.005);
        foreach (var quantile in new[] { 0.01, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99 })
            Assert.InRange(draws[(int)(count * quantile)] / -Math.Log(1 - quantile), 0.97, 1.03);
    }

    [Fact]
    public void Strata_hit_each_part_of_the_range_once_a_round()
    {
        Strata strata = new(new(3));
        for (var round = 0; round < 3; round++)
            Assert.Equal(Enumerable.Range(0, 256), Enumerable.Range(0, 256).Select(_ => (int)(strata.Next() >> 24)).Order());
    }
}
