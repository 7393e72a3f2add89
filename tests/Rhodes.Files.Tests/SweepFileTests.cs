namespace Rhodes.Files.Tests;

public sealed class SweepFileTests
{
    private static readonly string[] Baselines = ["static", "quota"];

    [Fact]
    public void Every_combination_comes_once_and_the_last_path_changes_fastest()
    {
        var sweep = Read("{ name: s, scenario: sub/here, vary: { scenario.seed: [1, 2], leases.a.cells: [1 x node, 2 x node, 3 x node] }, with: quota, parallel: 3 }").Value!;
        Assert.Equal(("s", 6, 3, "quota"), (sweep.Name, (int)sweep.Count, sweep.Parallel, Assert.Single(sweep.With)));
        Assert.EndsWith("/sub/here", sweep.Scenario, StringComparison.Ordinal);
        Assert.Equal(
            ["1,1 x node", "1,2 x node", "1,3 x node", "2,1 x node", "2,2 x node", "2,3 x node"],
            sweep.Combinations().Select(settings => string.Join(',', settings.Select(setting => setting.Value))));
        Assert.Equal(["1,1 x node", "2,2 x node", "1,3 x node"], sweep.EveryValueOnce().Select(settings => string.Join(',', settings.Select(setting => setting.Value))));
    }

    [Theory]
    [InlineData("4 x rack")]
    [InlineData("-5")]
    [InlineData("[1, 2.5, a b]")]
    [InlineData("{racks: 4, nodes: 15}")]
    [InlineData("{0: 1m, 100: 2h}")]
    [InlineData("\"null\"")]
    [InlineData("[\"a, b\", \"it's: so\"]")]
    public void A_value_reads_back_as_it_was(string text) =>
        Assert.Equal(text, Read($"vary: {{ scenario.seed: [{text}] }}").Value!.Vary[0].Values[0]);

    [Theory]
    [InlineData("{ vary: { scenario.seed: [] } }", "1:26: an empty list for 'scenario.seed'; expected a list of values that are each tried, such as [1, 2, 3]")]
    [InlineData("{ vary: { scenario.seed: 3 } }", "1:26: '3' for 'scenario.seed'; expected a list of values that are each tried, such as [1, 2, 3]")]
    [InlineData("{ vary: { scenario.seed: [3, ~] } }", "1:30: nothing among the values of 'scenario.seed'; expected a list of values that are each tried, such as [1, 2, 3]")]
    [InlineData("{ vary: { scenario.seed: [3, 3] } }", "1:30: '3' again among the values of 'scenario.seed'; expected each value once")]
    [InlineData("{ vary: {} }", "1:9: an empty mapping; expected paths with the values of each, such as {scenario.seed: [1, 2, 3]}")]
    [InlineData("{ scenario: a }", "1:1: a sweep without 'vary'; expected 'vary': paths with the values of each, such as {scenario.seed: [1, 2, 3]}")]
    [InlineData("{ vary: { scenario.seed: [3] }, wiht: quota }", "1:33: unknown key 'wiht' in a sweep; expected one of name, scenario, vary, with, parallel; did you mean 'with'?")]
    [InlineData("{ vary: { scenario.seed: [3] }, with: [quot] }", "1:40: unknown baseline 'quot'; expected one of static, quota; did you mean 'quota'?")]
    [InlineData("{ vary: { scenari.seed: [3] } }", "1:11: unknown file 'scenari'; expected one of scenario, fabric, tenants, leases; did you mean 'scenario'?")]
    public void What_is_wrong_is_told_with_its_place(string text, string expected)
    {
        using ScratchFolder scratch = new();
        scratch.Write("sweep.yaml", text);
        Assert.Equal($"sweep.yaml:{expected}", scratch.Problems(SweepFiles.Load(scratch.Path, Baselines)).TrimEnd());
    }

    [Theory]
    [InlineData("scenario.seed=1,2,3", "1|2|3")]
    [InlineData("leases.a.cells=1 x node, 2 x rack", "1 x node|2 x rack")]
    [InlineData("leases.a.nominal={racks: 4, nodes: 15},{racks: 5}", "{racks: 4, nodes: 15}|{racks: 5}")]
    public void An_option_has_values_with_commas_between_them(string text, string values) =>
        Assert.Equal(values, string.Join('|', SweepFiles.Parse("--vary", text).Value!.Values));

    [Theory]
    [InlineData("scenario.seed", "--vary: 'scenario.seed'; expected PATH=V1,V2,..., such as scenario.seed=1,2,3")]
    [InlineData("scenario.seed=", "--vary scenario.seed: an empty list for 'scenario.seed'; expected a list of values that are each tried, such as [1, 2, 3]")]
    [InlineData("seed=1,2", "--vary seed: unknown file 'seed'; expected one of scenario, fabric, tenants, leases")]
    public void What_is_wrong_in_an_option(string text, string expected) =>
        Assert.Equal(expected, Assert.Single(SweepFiles.Parse("--vary", text).Problems).ToString());

    private static Loaded<SweepSpec> Read(string text)
    {
        using ScratchFolder scratch = new();
        scratch.Write("sweep.yaml", text);
        return SweepFiles.Load(scratch.File("sweep.yaml"), Baselines);
    }
}
