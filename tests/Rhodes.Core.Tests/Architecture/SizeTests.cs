namespace Rhodes.Core.Tests.Architecture;

/// <summary>A limit may only be tightened.</summary>
public sealed class SizeTests
{
    private const int LongestFile = 400;
    private const int LongestMethod = 70;

    [Fact]
    public void No_source_file_is_over_400_lines() => Assert.Empty(
        from file in SourceTree.Under("src", ".cs")
        let lines = SourceTree.Read(file).Count(letter => letter == '\n')
        where lines > LongestFile
        select $"{file}: {lines} lines");

    [Fact]
    public void No_method_is_over_70_lines() => Assert.Empty(
        from file in SourceTree.Under("src", ".cs")
        from member in Members.Of(CodeText.Of(SourceTree.Read(file)))
        where member.Lines > LongestMethod
        select $"{file}:{member.Line}: {member.Lines} lines: {member.Header}");

    [Fact]
    public void Members_are_measured_from_signature_to_end()
    {
        const string Source = """
            using System;
            namespace N;

            /// <summary>{</summary>
            public sealed class C(int a) : Base(a)
            {
                private readonly int[] _x = [1, 2];

                public int P { get; } = 3;

                [Obsolete]
                public int Two(
                    int a)
                {
                    if (a > 0) { return 1; }
                    return a switch { 1 => 2, _ => 3 };
                }

                public int Expression(int a) => a switch
                {
                    1 => 2,
                    _ => Two(3),
                };

                private record struct Inner(int B)
                {
                    public static Inner operator +(Inner a, Inner b) => new(a.B + b.B);
                }

                public object Built => new C(1)
                {
                    P = 4,
                }.Two(1);
            }

            public record Line(int A);
            """;
        Assert.Equal(
            [
                (1, 1), (2, 1), (7, 1), (9, 1), (11, 7), (19, 5), (27, 1), (30, 4), (36, 1),
            ],
            Members.Of(CodeText.Of(Source)).Select(member => (member.Line, member.Lines)));
    }
}
