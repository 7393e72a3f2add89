namespace Rhodes.Core.Model;

/// <summary>Makes figures that share a mark and a source. In every one, 0 says that the kind has none of it.</summary>
internal readonly record struct CatalogueSource(FigureMark Mark, string Source, string? Note = null)
{
    public Figure Gib(decimal value) => Exactly(value, "GiB");

    public Figure Gb(decimal value) => Exactly(value, "GB");

    public Figure GbPerSecond(decimal value) => Exactly(value, "GB/s");

    public Figure Teraflops(decimal value) => Exactly(value, "TFLOP/s");

    public Figure Teraops(decimal value) => Exactly(value, "TOP/s");

    public Figure Watts(decimal value) => Exactly(value, "W");

    public Figure Between(decimal low, decimal high, string unit) => new(low, high, unit, Mark, Source, Note);

    public FastDomain Domain(Units.Level? level, int? devices, string network) => new(level, devices, network, Mark, Source, Note);

    /// <summary>The same source, with what there is to say about one figure.</summary>
    public CatalogueSource With(string note) => this with { Note = note };

    /// <summary>Arithmetic on what this source says.</summary>
    /// <param name="formula">The arithmetic, for a reader who checks it.</param>
    public CatalogueSource Derived(string formula) => this with { Mark = FigureMark.Derived, Note = formula };

    private Figure Exactly(decimal value, string unit) => new(value, value, unit, Mark, Source, Note);
}
