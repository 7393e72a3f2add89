using Rhodes.Core.Model;
using Rhodes.Core.Units;

namespace Rhodes.Core.Tests.Model;

public sealed class CatalogueTests
{
    [Theory]
    [InlineData("a100")]
    [InlineData("a100-pcie")]
    [InlineData("ascend-910b")]
    [InlineData("b200")]
    [InlineData("gb200")]
    [InlineData("h100")]
    [InlineData("h200")]
    [InlineData("m3-ultra")]
    [InlineData("mi300x")]
    [InlineData("p100")]
    [InlineData("rtx-5090")]
    [InlineData("tpu-v5e")]
    [InlineData("tpu-v5p")]
    [InlineData("tpu-v6e")]
    [InlineData("trainium1")]
    [InlineData("trainium2")]
    [InlineData("v100")]
    public void A_kind_is_found_by_the_id_that_people_write(string id) => Assert.Equal(id, Catalogue.Find(id)?.Id);

    [Fact]
    public void Ids_are_exact()
    {
        Assert.Null(Catalogue.Find("H100"));
        Assert.Null(Catalogue.Find(""));
        Assert.False(Catalogue.TryFind("h100-sxm", out _));
    }

    [Fact]
    public void Kinds_come_in_ordinal_order()
    {
        var ids = Catalogue.Kinds.Select(kind => kind.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
    }

    [Fact]
    public void An_id_is_lower_case_letters_digits_and_dashes() =>
        Assert.All(Catalogue.Kinds, kind => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", kind.Id));

    [Fact]
    public void Every_figure_has_a_source_and_a_sensible_range() => Assert.All(
        from kind in Catalogue.Kinds from figure in kind.Figures() where figure.Figure is not null select (kind.Id, figure.Name, figure.Figure),
        entry =>
        {
            Assert.False(string.IsNullOrWhiteSpace(entry.Figure.Source), $"{entry.Id} {entry.Name} has no source");
            Assert.True(entry.Figure.Low >= 0 && entry.Figure.High >= entry.Figure.Low, $"{entry.Id} {entry.Name}: {entry.Figure}");
            Assert.True(entry.Figure.Mark != FigureMark.Derived || entry.Figure.Note is not null, $"{entry.Id} {entry.Name} has no formula");
        });

    [Fact]
    public void The_h100_is_as_its_maker_states()
    {
        var h100 = Catalogue.Find("h100")!;
        Assert.Equal("80 GiB", h100.Memory!.ToString());
        Assert.Equal("3,350 GB/s", h100.MemoryBandwidth!.ToString());
        Assert.Equal(989, h100.Peak.Bf16!.Low);
        Assert.Equal(1_978, h100.Peak.Fp8!.Low);
        Assert.Equal(700, h100.LimitWatts!.Low);
        Assert.Equal(FigureMark.Stated, h100.LimitWatts.Mark);
        Assert.Equal((Level.Node, 8), (h100.FastDomain!.Level, h100.FastDomain.Devices));
    }

    [Fact]
    public void Racks_of_gb200_are_one_fast_domain()
    {
        var domain = Catalogue.Find("gb200")!.FastDomain!;
        Assert.Equal((Level.Rack, 72), (domain.Level, domain.Devices));
    }

    [Fact]
    public void What_sources_disagree_on_is_not_confirmed()
    {
        Assert.False(Catalogue.Find("h100")!.IdleWatts!.IsConfirmed);
        Assert.False(Catalogue.Find("ascend-910b")!.Memory!.IsConfirmed);
        Assert.False(Catalogue.Find("m3-ultra")!.LimitWatts!.IsConfirmed);
    }

    [Fact]
    public void What_is_unknown_is_no_figure_and_what_is_not_there_is_none()
    {
        Assert.Null(Catalogue.Find("b200")!.IdleWatts);
        Assert.Null(Catalogue.Find("tpu-v5e")!.LimitWatts);
        Assert.True(Catalogue.Find("h100")!.Peak.Fp4!.IsNone);
    }

    [Theory]
    [InlineData("h10", "h100")]
    [InlineData("H100", "h100")]
    [InlineData("h100-sxm", "h100")]
    [InlineData("tpuv5e", "tpu-v5e")]
    [InlineData("trainium", "trainium1")]
    [InlineData("abacus", null)]
    [InlineData("", null)]
    public void A_name_that_is_wrong_has_a_nearest_one(string wrong, string? nearest) => Assert.Equal(nearest, Catalogue.Nearest(wrong));

    [Theory]
    [InlineData(80, 80, "80 GiB")]
    [InlineData(0, 0, "none")]
    [InlineData(3_350.125, 4_000, "3,350.125-4,000 GiB")]
    public void A_figure_reads_as_people_write_it(double low, double high, string text) =>
        Assert.Equal(text, new Figure((decimal)low, (decimal)high, "GiB", FigureMark.Stated, "a test").ToString());
}
