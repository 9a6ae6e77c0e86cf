/**
 * The text of programs.
 *
 * <p>A program is written in one of two forms. The <em>source form</em> is for people: statements
 * on tensors, functions, loops.
 *
 * <pre>{@code
 * program mlp;
 * slots 8192;
 * weights "manifest.json";
 * input image: tensor[784];
 * h1 = square(linear(image, fc1.weight, fc1.bias));
 * h2 = square(linear(h1, fc2.weight, fc2.bias));
 * output logits: linear(h2, fc3.weight, fc3.bias);
 * }</pre>
 *
 * <p>The <em>instruction form</em> is what {@link org.rotunda.compiler.program.Program#toText()}
 * prints: one operation on ciphertexts a line, in static single assignment form, with level and
 * scale once they are decided. Both begin alike; a value such as {@code %0} after the header tells
 * the instruction form. {@link org.rotunda.compiler.program.text.ProgramText} reads both.
 *
 * <h2>Grammar (EBNF)</h2>
 *
 * <pre>{@code
 * program     = header , ( { statement } | { instruction } ) ;
 * header      = "program" , name , ";" , "slots" , whole , ";" , [ "weights" , string , ";" ] ;
 *
 * statement   = "input" , name , ":" , layout , ";"
 *             | "output" , name , ":" , expression , ";"
 *             | name , "=" , expression , ";"
 *             | "for" , name , "in" , expression , ".." , expression , [ "step" , expression ] ,
 *               "{" , { statement } , "}" ;
 * expression  = term , { ( "+" | "-" ) , term } ;
 * term        = factor , { ( "*" | "/" ) , factor } ;
 * factor      = "-" , factor | primary ;
 * primary     = number | list | reference | call | "(" , expression , ")" ;
 * list        = "[" , expression , { "," , expression } , "]" ;
 * reference   = name , [ list ] ;
 * call        = name , "(" , [ argument , { "," , argument } ] , ")" ;
 * argument    = [ name , "=" ] , expression ;
 *
 * instruction = value , "=" , operation , [ "@" , "level" , whole , "scale" , signed ] , ";" ;
 * operation   = "input" , "(" , name , "," , layout , "," , whole , ")"
 *             | "output" , "(" , value , "," , name , "," , layout , "," , whole , ")"
 *             | ( "add" | "subtract" | "multiply" ) , "(" , value , "," , value , ")"
 *             | ( "negate" | "conjugate" | "relinearise" | "rescale" | "bootstrap" ) ,
 *               "(" , value , ")"
 *             | ( "add_plain" | "multiply_plain" ) , "(" , value , "," , plain , ")"
 *             | ( "rotate" | "drop_level" ) , "(" , value , "," , whole , ")"
 *             | "transform" , "(" , value , "," , matrix , ")"
 *             | "polynomial" , "(" , value , "," , numbers , "," , signed , "," , signed , ")" ;
 * plain       = signed | numbers
 *             | "complex" , "(" , signed , "," , signed , ")"
 *             | "packed" , "(" , weight , "," , layout , "," , whole , ")"
 *             | "mask" , "(" , layout , "," , whole , ")" ;
 * matrix      = "diagonals" , "(" , weight , "," , "[" , wholes , "]" , ")"
 *             | "block" , "(" , map , "," , whole , "," , whole , ")"
 *             | "collected" , "(" , addend , { "," , addend } , ")" ;
 * addend      = "term" , "(" , whole , "," , signed , "," , plain , "," , whole , ")" ;
 * map         = "linear" , "(" , weight , "," , layout , "," , layout , ")"
 *             | "convolution" , "(" , weight , "," , window , "," , layout , "," , layout , ")"
 *             | "average_pool" , "(" , window , "," , layout , "," , layout , ")"
 *             | "relayout" , "(" , layout , "," , layout , ")" ;
 * window      = "window" , "(" , whole , "," , whole , "," , whole , "," , whole , ")" ;
 * weight      = name , [ "[" , wholes , "]" ] ;
 *
 * layout      = "tensor" , "[" , wholes , [ ":" , wholes ] , "]" ;
 * wholes      = whole , { "," , whole } ;
 * numbers     = "[" , signed , { "," , signed } , "]" ;
 * signed      = [ "-" ] , number ;
 *
 * name        = letter , { letter | digit } , { "." , ( letter | digit ) , { letter | digit } } ;
 * value       = "%" , digit , { digit } ;
 * whole       = digit , { digit } ;
 * number      = whole , [ "." , whole ] , [ ( "e" | "E" ) , [ "+" | "-" ] , whole ] ;
 * string      = '"' , { any character but '"' and the line's end } , '"' ;
 * letter      = "A" | ... | "Z" | "a" | ... | "z" | "_" ;
 * comment     = "#" , { any character but the line's end } ;
 * }</pre>
 *
 * <p>Words are kept apart by blanks, line ends and comments. The words {@code program}, {@code
 * slots}, {@code weights}, {@code input}, {@code output}, {@code for}, {@code in}, {@code step} and
 * {@code tensor} are reserved.
 *
 * <h2>Meaning of the source form</h2>
 *
 * <p>A name stands for a number, a list of numbers, a weight or an encrypted tensor. Variables may
 * be assigned again. A loop runs for every whole number from its first bound to its last, both
 * included; loops are expanded. {@code w[i]} is the part of weight w with leading index i.
 *
 * <p>{@code + - *} join tensors of one layout, a tensor and a number, a tensor and a weight whose
 * shape is the tensor's or its beginning; {@code /} divides by numbers. Functions, with optional
 * arguments in brackets:
 *
 * <ul>
 *   <li>{@code square(x)}, {@code conjugate(x)}: element by element;
 *   <li>{@code bootstrap(x)}: x with its levels raised again; its elements must be at most 1 in
 *       magnitude, or what the program is compiled for;
 *   <li>{@code polynomial(x, coefficients, lower, upper)}: a Chebyshev series on an interval;
 *   <li>{@code linear(x, weight [, bias])}: matrix times vector;
 *   <li>{@code convolution(x, kernel [, bias] [, stride] [, padding])}, {@code average_pool(x, size
 *       [, stride] [, padding])}: on images of shape [channels, height, width];
 *   <li>{@code sum(x)}: of all elements; {@code pack(x)}: the packed layout, without gaps;
 *   <li>{@code rotate(x, amount)}, {@code inner_sum(x, step, count)}, {@code replicate(x, step,
 *       count)}, {@code transform(x, diagonals, indices)}: on the slots of one ciphertext;
 *   <li>{@code complex(real, imaginary)}: a number.
 * </ul>
 *
 * <p>Arguments go by position or, as in {@code stride = 2}, by name.
 */
package org.rotunda.compiler.program.text;
