namespace Rhodes.Core.Tests.Architecture;

public sealed class CodeTextTests
{
    [Theory]
    [InlineData("a // b\nc", "a     \nc")]
    [InlineData("a /* b\n{ */ c", "a     \n     c")]
    [InlineData("a '{' '\\'' b", "a          b")]
    [InlineData("a \"{\" \"\" \"\\\"{\" b", "a     \"\"       b")]
    [InlineData("a @\"\\\" @\"\"\"{\" b", "a @    @      b")]
    [InlineData("a $\"{{ {x} {y[\"k\"]} }}\" b", "a $     x   y[   ]      b")]
    [InlineData("a \"\"\"\n \" {\n \"\"\" b", "a    \n    \n     b")]
    [InlineData("a $$\"\"\"{ {{x}} \"\"\" b", "a $$       x       b")]
    public void What_is_not_code_becomes_blanks_in_place(string source, string code) => Assert.Equal(code, CodeText.Of(source));
}
